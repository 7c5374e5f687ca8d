package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The texts of a body. In valid UTF-8, one without escapes is copied once, straight from the body, and the parser only
/// passes over it: a picture or a long prompt would else be copied three times on its way.
final class Texts {
    private final byte[] body;
    private int at;
    private long charsBefore;

    /// @param body in valid UTF-8; empty where the parser is to copy each text
    Texts(byte[] body) {
        this.body = body;
    }

    /// The text at which the parser stands; empty if it has half of a surrogate pair.
    Optional<String> at(JsonParser parser) throws IOException {
        return body.length == 0 ? copied(parser) : fromBody(parser);
    }

    private static Optional<String> copied(JsonParser parser) throws IOException {
        return Optional.of(parser.getText()).filter(text -> !Utf8.hasLoneSurrogate(text));
    }

    private Optional<String> fromBody(JsonParser parser) throws IOException {
        int start = moveTo(parser.currentTokenLocation().getCharOffset()) + 1;
        int end = start;
        while (end < body.length && body[end] != '"' && body[end] != '\\') {
            end++;
        }
        return end < body.length && body[end] == '"' ? Optional.of(copied(start, end)) : copied(parser);
    }

    private String copied(int start, int end) {
        String text = new String(body, start, end - start, StandardCharsets.UTF_8);
        at = end;
        charsBefore += 1 + text.length();
        return text;
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
