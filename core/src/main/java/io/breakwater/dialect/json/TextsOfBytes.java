package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Texts of a body in valid UTF-8. One without escapes is copied once, straight from the body, and the parser only
/// passes over it: a picture or a long prompt would else be copied three times on its way.
final class TextsOfBytes implements Texts {
    private final byte[] body;
    private int at;
    private long charsBefore;

    TextsOfBytes(byte[] body) {
        this.body = body;
    }

    @Override
    public Text at(JsonParser parser) throws IOException {
        int start = moveTo(parser.currentTokenLocation().getCharOffset()) + 1;
        int end = start;
        while (end < body.length && body[end] != '"' && body[end] != '\\') {
            end++;
        }
        return end < body.length && body[end] == '"' ? copied(start, end) : COPIED.at(parser);
    }

    private Text copied(int start, int end) {
        String text = new String(body, start, end - start, StandardCharsets.UTF_8);
        at = end;
        charsBefore += 1 + text.length();
        return new Text(text, false);
    }

    /// The byte at which a character begins. Parsers count UTF-16, in which only sequences of four bytes are two; they
    /// never go back.
    private int moveTo(long charOffset) {
        while (charsBefore < charOffset) {
            int lead = body[at] & 0xFF;
            at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            charsBefore += lead < 0xF0 ? 1 : 2;
        }
        return at;
    }
}
