package io.breakwater.ops.ctl;

import java.util.regex.Pattern;

/// Names that operators type. They become part of a URL and must contain nothing but a name. API
/// Gateway and servers in front of it treat encoded characters differently, so none are sent.
final class UrlNames {
    private static final String LETTERS = "[A-Za-z0-9._:-]*[A-Za-z0-9][A-Za-z0-9._:-]*";
    private static final Pattern ONE = Pattern.compile(LETTERS);
    private static final Pattern PARTS = Pattern.compile(LETTERS + "(/" + LETTERS + ")*");

    /// A tenant, a key or a limit.
    ///
    /// @throws Misuse if it can be none
    static String one(String text) {
        return checked(ONE, text, "letters, digits, . _ : and - only");
    }

    /// A shard, or a target with its parts between slashes.
    ///
    /// @throws Misuse if it can be none
    static String target(String text) {
        return checked(PARTS, text, "letters, digits, . _ : and -, between slashes, only");
    }

    private static String checked(Pattern form, String text, String letters) {
        if (!form.matcher(text).matches()) {
            throw new Misuse("'%s' is not a valid name: %s".formatted(text, letters));
        }
        return text;
    }

    private UrlNames() {}
}
