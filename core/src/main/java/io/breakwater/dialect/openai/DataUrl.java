package io.breakwater.dialect.openai;

import io.breakwater.dialect.json.Base64Text;
import java.util.Locale;
import java.util.Optional;

/// A file within a URL (RFC 2397). Scheme, media type and `base64` are read in any case; parameters of the media
/// type, such as `charset`, are not read.
///
/// @param mediaType in lower case; empty if there is none
/// @param base64 in one line and with padding
public record DataUrl(String mediaType, String base64) {
    private static final String SCHEME = "data:";
    private static final String ENCODING = "base64";

    /// The longest head to look through; no file has a longer one.
    private static final int MOST_HEAD_CHARS = 256;

    /// Whether a text claims to be a data URL of any form.
    public static boolean isSaid(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static Optional<DataUrl> parse(String url) {
        int comma = url.indexOf(',', 0, Math.min(url.length(), MOST_HEAD_CHARS));
        return comma < 0
                ? Optional.empty()
                : mediaType(url.substring(0, comma).toLowerCase(Locale.ROOT))
                        .flatMap(type -> Base64Text.normal(url, comma + 1).map(text -> new DataUrl(type, text)));
    }

    private static Optional<String> mediaType(String head) {
        if (!head.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String[] parts = head.substring(SCHEME.length()).split(";", -1);
        boolean isBase64 = parts.length > 1 && parts[parts.length - 1].strip().equals(ENCODING);
        return isBase64 ? Optional.of(parts[0].strip()) : Optional.empty();
    }
}
