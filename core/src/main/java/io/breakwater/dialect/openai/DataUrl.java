package io.breakwater.dialect.openai;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An image within a URL (RFC 2397), in a format that Converse knows. Scheme, media type and `base64` are
/// read in any case; parameters of the media type, such as `charset`, are not read.
record DataUrl(String format, String base64) {
    private static final String SCHEME = "data:";
    private static final String ENCODING = "base64";

    /// A longer head is no image's, and is not looked through.
    private static final int MOST_HEAD_CHARS = 256;

    private static final Map<String, String> FORMATS = Map.of(
            "image/png", "png",
            "image/jpeg", "jpeg",
            "image/jpg", "jpeg",
            "image/gif", "gif",
            "image/webp", "webp");

    static Optional<DataUrl> parse(String url) {
        int comma = url.indexOf(',', 0, Math.min(url.length(), MOST_HEAD_CHARS));
        return comma < 0
                ? Optional.empty()
                : format(url.substring(0, comma).toLowerCase(Locale.ROOT))
                        .flatMap(format -> Base64Text.normal(url, comma + 1).map(text -> new DataUrl(format, text)));
    }

    private static Optional<String> format(String head) {
        if (!head.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String[] parts = head.substring(SCHEME.length()).split(";", -1);
        boolean isBase64 = parts.length > 1 && parts[parts.length - 1].strip().equals(ENCODING);
        return isBase64 ? Optional.ofNullable(FORMATS.get(parts[0].strip())) : Optional.empty();
    }
}
