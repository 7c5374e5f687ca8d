package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The texts of a body, which must be well-formed Unicode. In valid UTF-8, a text without escapes is
/// copied once, straight from the body, and the parser only skips it; a picture or a long prompt would
/// otherwise be copied three times.
final class Texts {
    private static final int CHARS_AT_ONCE = 8_192;

    private final byte[] body;
    private int at;
    private long charsBefore;

    /// @param body in valid UTF-8; empty if the parser should copy each text
    Texts(byte[] body) {
        this.body = body;
    }

    /// The parser's current text; empty if it has half of a surrogate pair.
    Optional<String> at(JsonParser parser) throws IOException {
        return body.length == 0 ? copied(parser) : fromBody(parser);
    }

    private static Optional<String> copied(JsonParser parser) throws IOException {
        return Optional.of(parser.getText()).filter(text -> !hasLoneSurrogate(text));
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

    /// The byte at which a character begins. Parsers count UTF-16 units, of which a sequence of four
    /// bytes has two and any other has one. The offset never decreases.
    private int moveTo(long charOffset) {
        while (charsBefore < charOffset) {
            int lead = body[at] & 0xFF;
            at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            charsBefore += lead < 0xF0 ? 1 : 2;
        }
        return at;
    }

    /// Whether bytes are valid UTF-8 (RFC 3629: no overlong forms, no encoded surrogates). It makes no
    /// copy of them.
    static boolean isValid(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer forgotten = CharBuffer.allocate(Math.min(bytes.length + 1, CHARS_AT_ONCE));
        CoderResult result = decoder.decode(in, forgotten, true);
        while (result.isOverflow()) {
            forgotten.clear();
            result = decoder.decode(in, forgotten, true);
        }
        return result.isUnderflow();
    }

    /// Whether a surrogate lacks its partner, as `\ud800` alone does; such text has no UTF-8 form.
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isPair(text, i)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPair(String text, int high) {
        return high + 1 < text.length() && Character.isSurrogatePair(text.charAt(high), text.charAt(high + 1));
    }
}
