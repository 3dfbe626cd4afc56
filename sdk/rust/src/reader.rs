use std::borrow::Cow;

/// Goes through a request, which the harness wrote without spaces. What it cannot read is a fault
/// of the two sides of the border, and no finding: it panics with the place.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Self {
        Reader { text, at: 0 }
    }

    pub fn fail(&self, what: &str) -> ! {
        panic!("whitewater: {} at byte {} of the request {}", what, self.at, self.text)
    }

    fn peek(&self) -> u8 {
        match self.text.as_bytes().get(self.at) {
            Some(byte) => *byte,
            None => self.fail("an early end"),
        }
    }

    fn skip(&mut self, byte: u8) {
        if self.peek() != byte {
            self.fail("another character than the protocol has");
        }
        self.at += 1;
    }

    /// Calls `field` for each key; it must read the value.
    pub fn object(&mut self, mut field: impl FnMut(&mut Self, &str)) {
        self.skip(b'{');
        while self.peek() != b'}' {
            let key = self.text();
            self.skip(b':');
            field(self, &key);
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    pub fn list(&mut self, mut item: impl FnMut(&mut Self)) {
        self.skip(b'[');
        while self.peek() != b']' {
            item(self);
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    pub fn text(&mut self) -> Cow<'a, str> {
        self.skip(b'"');
        let from = self.at;
        while !matches!(self.peek(), b'"' | b'\\') {
            self.at += 1;
        }
        let mut text = Cow::Borrowed(&self.text[from..self.at]);
        while self.peek() != b'"' {
            let c = self.character();
            text.to_mut().push(c);
        }
        self.at += 1;
        text
    }

    fn character(&mut self) -> char {
        if self.peek() == b'\\' {
            self.at += 1;
            return self.escaped();
        }
        let c = self.text[self.at..].chars().next().unwrap_or_default();
        self.at += c.len_utf8();
        c
    }

    fn escaped(&mut self) -> char {
        let escape = self.peek();
        self.at += 1;
        match escape {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            // The harness writes characters beyond the basic plane as they are: what is escaped
            // stands alone, and half a pair is no character.
            b'u' => char::from_u32(self.hexadecimal()).unwrap_or(char::REPLACEMENT_CHARACTER),
            plain => plain as char,
        }
    }

    fn hexadecimal(&mut self) -> u32 {
        let digits = self.text.get(self.at..self.at + 4);
        self.at += 4;
        match digits.map(|digits| u32::from_str_radix(digits, 16)) {
            Some(Ok(code)) => code,
            _ => self.fail("no character"),
        }
    }

    /// Whether there is a null; goes past it.
    pub fn null(&mut self) -> bool {
        let is_null = self.peek() == b'n';
        if is_null {
            self.at += "null".len();
        }
        is_null
    }

    pub fn boolean(&mut self) -> bool {
        let value = self.peek() == b't';
        self.at += if value { "true".len() } else { "false".len() };
        value
    }

    pub fn decimal(&mut self) -> f64 {
        let from = self.at;
        while !matches!(self.peek(), b',' | b'}' | b']') {
            self.at += 1;
        }
        match self.text[from..self.at].parse() {
            Ok(number) => number,
            Err(_) => self.fail("no number"),
        }
    }

    pub fn number(&mut self) -> u64 {
        let mut number = 0;
        while self.peek().is_ascii_digit() {
            number = number * 10 + u64::from(self.peek() - b'0');
            self.at += 1;
        }
        number
    }

    /// Goes past a value that nobody asked for.
    pub fn any(&mut self) {
        match self.peek() {
            b'{' => self.object(|reader, _| reader.any()),
            b'[' => self.list(Self::any),
            b'"' => drop(self.text()),
            b'n' => drop(self.null()),
            b't' | b'f' => drop(self.boolean()),
            _ => drop(self.decimal()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;

    #[test]
    fn escapes_of_a_text_are_undone() {
        let text = Reader::new("\"a\\\"b\\\\c\\n\\u00e9\u{1f980}d\"").text().into_owned();
        assert_eq!(text, "a\"b\\c\n\u{e9}\u{1f980}d");
    }

    #[test]
    fn values_that_nobody_asked_for_are_passed() {
        let mut numbers = Vec::new();
        let json = "{\"a\":{\"b\":[1,-2.5,\"x\",null,true]},\"c\":7,\"d\":false}";
        Reader::new(json).object(|reader, key| match key {
            "c" => numbers.push(reader.number()),
            _ => reader.any(),
        });
        assert_eq!(numbers, [7]);
    }
}
