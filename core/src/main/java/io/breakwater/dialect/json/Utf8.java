package io.breakwater.dialect.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Text that is well-formed Unicode.
final class Utf8 {

    private Utf8() {}

    /// The decoded text; empty if the bytes are not valid UTF-8 (RFC 3629: no overlong forms, no encoded
    /// surrogates).
    static Optional<CharBuffer> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes)));
        } catch (CharacterCodingException invalid) {
            return Optional.empty();
        }
    }

    /// Whether a surrogate lacks its partner, as `\ud800` alone does; such text has no UTF-8 form.
    static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
