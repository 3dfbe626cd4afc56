#ifndef DIGEST_H
#define DIGEST_H

#include "raft.h"
#include "whitewater.h"

/* The state of the library that has an influence on later answers, where there is no clock. */
void digest_put(struct ww_buffer *to, const struct raft *library);

#endif
