package io.breakwater.simulated.bedrock.rules;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// The format of an image according to its first bytes. Sources: PNG 3 (5.2), RFC 9649 (WebP), GIF89a,
/// ITU-T T.81 (JPEG).
final class ImageFormat {

    static final Set<String> NAMES = Set.of("png", "jpeg", "gif", "webp");
    private static final int HEAD_CHARS = 24;

    private ImageFormat() {}

    static Optional<String> of(String base64) {
        String chars = base64.substring(0, Math.min(HEAD_CHARS, base64.length() / 4 * 4));
        String head = new String(Base64.getDecoder().decode(chars), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n")) {
            return Optional.of("png");
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("jpeg");
        }
        if (head.startsWith("GIF8")) {
            return Optional.of("gif");
        }
        return head.startsWith("RIFF") && head.startsWith("WEBP", 8) ? Optional.of("webp") : Optional.empty();
    }
}
