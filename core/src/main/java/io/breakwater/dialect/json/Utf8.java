package io.breakwater.dialect.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text that is well-formed Unicode.
final class Utf8 {
    private static final int CHARS_AT_ONCE = 8_192;

    private Utf8() {}

    /// Whether bytes are valid UTF-8 (RFC 3629: no overlong forms, no encoded surrogates). It keeps no copy of them.
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
