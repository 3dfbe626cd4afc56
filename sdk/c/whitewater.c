/* The exports of a module, and the binary form in which the harness speaks to it. */
#include "whitewater.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The binary form: numbers are LEB128 without a sign. */

_Noreturn void ww_fail(const char *why) {
    fprintf(stderr, "%s\n", why);
    abort();
}

static void ww_reserve(struct ww_buffer *to, size_t length) {
    if (to->length + length <= to->capacity) return;
    to->capacity = 2 * (to->length + length);
    to->base = realloc(to->base, to->capacity);
    if (to->base == NULL) ww_fail("whitewater: out of memory");
}

void ww_put(struct ww_buffer *to, const void *base, size_t length) {
    ww_reserve(to, length);
    if (length > 0) memcpy(to->base + to->length, base, length);
    to->length += length;
}

static void ww_put_byte(struct ww_buffer *to, uint8_t byte) {
    ww_put(to, &byte, 1);
}

void ww_put_number(struct ww_buffer *to, uint64_t number) {
    for (; number > 127; number >>= 7) ww_put_byte(to, (uint8_t)((number & 127) | 128));
    ww_put_byte(to, (uint8_t)number);
}

void ww_put_bytes(struct ww_buffer *to, struct ww_bytes bytes) {
    ww_put_number(to, bytes.length);
    ww_put(to, bytes.base, bytes.length);
}

static struct ww_bytes ww_text(const char *text) {
    return (struct ww_bytes){text, strlen(text)};
}

/* Takes so many bytes from the front. */
static const uint8_t *ww_take(struct ww_bytes *from, size_t length) {
    const uint8_t *taken = from->base;
    if (length > from->length) ww_fail("whitewater: bytes that end too early");
    from->base = taken + length;
    from->length -= length;
    return taken;
}

uint64_t ww_take_number(struct ww_bytes *from) {
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte = *ww_take(from, 1);
        number |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) return number;
    }
    ww_fail("whitewater: a number that does not end");
}

static double ww_take_decimal(struct ww_bytes *from) {
    double decimal;
    memcpy(&decimal, ww_take(from, sizeof decimal), sizeof decimal);
    return decimal;
}

struct ww_bytes ww_take_bytes(struct ww_bytes *from) {
    size_t length = (size_t)ww_take_number(from);
    return (struct ww_bytes){ww_take(from, length), length};
}

static struct ww_buffer ww_answer;

static void ww_put_entry(struct ww_buffer *to, const struct ww_entry *entry) {
    ww_put_number(to, entry->term);
    ww_put_bytes(to, entry->command);
}

static void ww_put_log(struct ww_buffer *to, struct ww_log log) {
    ww_put_number(to, log.length);
    for (size_t i = 0; i < log.length; i++) ww_put_entry(to, &log.entries[i]);
}

void ww_persist(const struct ww_record *record, bool synced) {
    ww_put_byte(&ww_answer, 1);
    ww_put_byte(&ww_answer, synced);
    ww_put_number(&ww_answer, record->current_term);
    ww_put_number(&ww_answer, record->voted_for);
    ww_put_log(&ww_answer, record->log);
    ww_put_bytes(&ww_answer, record->body);
}

void ww_send(uint64_t to, const struct ww_message *message) {
    ww_put_byte(&ww_answer, 2);
    ww_put_number(&ww_answer, to);
    ww_put_byte(&ww_answer, (uint8_t)message->kind);
    ww_put_number(&ww_answer, message->term);
    ww_put_byte(&ww_answer, message->is_positive);
    ww_put_bytes(&ww_answer, message->body);
}

void ww_set_timer(const char *name, double min_ms, double max_ms) {
    ww_put_byte(&ww_answer, 3);
    ww_put_bytes(&ww_answer, ww_text(name));
    ww_put(&ww_answer, &min_ms, sizeof min_ms);
    ww_put(&ww_answer, &max_ms, sizeof max_ms);
}

void ww_clear_timer(const char *name) {
    ww_put_byte(&ww_answer, 4);
    ww_put_bytes(&ww_answer, ww_text(name));
}

void ww_apply(uint64_t index, const struct ww_entry *entry) {
    ww_put_byte(&ww_answer, 5);
    ww_put_number(&ww_answer, index);
    ww_put_entry(&ww_answer, entry);
}

/* The exports. An answer is its length in four bytes, and then so many bytes. */

#define WW_EXPORT(name) __attribute__((export_name(#name))) name

static struct ww_buffer ww_request;

static void ww_begin_answer(void) {
    ww_answer.length = 0;
    ww_put(&ww_answer, &(uint32_t){0}, sizeof(uint32_t));
}

static const void *ww_end_answer(void) {
    uint32_t length = (uint32_t)(ww_answer.length - sizeof(uint32_t));
    memcpy(ww_answer.base, &length, sizeof length);
    return ww_answer.base;
}

static bool ww_replace(struct ww_buffer *shown, const struct ww_buffer *now) {
    if (shown->length == now->length && memcmp(shown->base, now->base, now->length) == 0) {
        return false;
    }
    shown->length = 0;
    ww_put(shown, now->base, now->length);
    return true;
}

/* Says what has changed of the view since the answer before. */
static void ww_put_view(uint64_t nodes) {
    static struct ww_buffer fields, log, shown_fields, shown_log;
    struct ww_view view = {0};
    node_view(&view);
    fields.length = log.length = 0;
    ww_put_byte(&fields, (uint8_t)view.role);
    ww_put_number(&fields, view.current_term);
    ww_put_number(&fields, view.voted_for);
    ww_put_number(&fields, view.commit_index);
    ww_put_byte(&fields, view.role == WW_LEADER);
    if (view.role == WW_LEADER) {
        ww_put_number(&fields, nodes);
        for (uint64_t i = 0; i < nodes; i++) ww_put_number(&fields, view.match_index[i]);
    }
    ww_put_log(&log, view.log);
    bool has_new_fields = ww_replace(&shown_fields, &fields);
    bool has_new_log = ww_replace(&shown_log, &log);
    ww_put_byte(&ww_answer, has_new_log ? 2 : has_new_fields);
    if (has_new_log || has_new_fields) ww_put(&ww_answer, fields.base, fields.length);
    if (has_new_log) ww_put(&ww_answer, log.base, log.length);
}

static struct ww_log ww_take_log(struct ww_bytes *from) {
    struct ww_log log = {NULL, (size_t)ww_take_number(from)};
    log.entries = calloc(log.length + 1, sizeof *log.entries);
    if (log.entries == NULL) ww_fail("whitewater: out of memory");
    for (size_t i = 0; i < log.length; i++) {
        log.entries[i].term = ww_take_number(from);
        log.entries[i].command = ww_take_bytes(from);
    }
    return log;
}

static uint64_t ww_take_boot(struct ww_bytes *from, struct ww_now now) {
    struct ww_record record = {0};
    struct ww_boot boot = {0};
    boot.node = ww_take_number(from);
    boot.nodes = ww_take_number(from);
    boot.election_timeout_min_ms = ww_take_decimal(from);
    boot.election_timeout_max_ms = ww_take_decimal(from);
    boot.heartbeat_ms = ww_take_decimal(from);
    if (*ww_take(from, 1)) {
        record.current_term = ww_take_number(from);
        record.voted_for = ww_take_number(from);
        record.log = ww_take_log(from);
        record.body = ww_take_bytes(from);
        boot.durable = &record;
    }
    node_boot(&boot, now);
    free(record.log.entries);
    return boot.nodes;
}

static void ww_take_receive(struct ww_bytes *from, struct ww_now now) {
    struct ww_message message;
    uint64_t sender = ww_take_number(from);
    message.kind = (enum ww_kind)*ww_take(from, 1);
    message.term = ww_take_number(from);
    message.is_positive = *ww_take(from, 1);
    message.body = ww_take_bytes(from);
    node_receive(sender, &message, now);
}

/* Lets the node boot, or take a step. */
const void *WW_EXPORT(ww_step)(size_t length) {
    static uint64_t nodes;
    struct ww_bytes from = {ww_request.base, length};
    uint8_t kind = *ww_take(&from, 1);
    struct ww_now now = {.luck = ww_take_decimal(&from), .has_clock = *ww_take(&from, 1)};
    if (now.has_clock) now.local_time_ms = ww_take_decimal(&from);
    ww_begin_answer();
    if (kind == 0) nodes = ww_take_boot(&from, now);
    else if (kind == 1) ww_take_receive(&from, now);
    else if (kind == 2) node_timer(ww_take_bytes(&from), now);
    else if (kind == 3) node_propose(ww_take_bytes(&from), now);
    else ww_fail("whitewater: a request of an unknown number");
    ww_put_byte(&ww_answer, 0);
    ww_put_view(nodes);
    ww_put_byte(&ww_answer, 0); /* A search asks for the digest. */
    return ww_end_answer();
}

const void *WW_EXPORT(ww_boot)(size_t length) {
    return ww_step(length);
}

void *WW_EXPORT(ww_alloc)(size_t length) {
    ww_request.length = 0;
    ww_reserve(&ww_request, length);
    return ww_request.base;
}

const void *WW_EXPORT(ww_hello)(void) {
    ww_begin_answer();
    ww_put(&ww_answer, node_hello(), strlen(node_hello()));
    return ww_end_answer();
}

const void *WW_EXPORT(ww_digest)(void) {
    static struct ww_buffer digest;
    static const char digits[] = "0123456789abcdef";
    digest.length = 0;
    node_digest(&digest);
    ww_begin_answer();
    for (size_t i = 0; i < digest.length; i++) {
        ww_put(&ww_answer, &digits[digest.base[i] >> 4], 1);
        ww_put(&ww_answer, &digits[digest.base[i] & 15], 1);
    }
    return ww_end_answer();
}
