package io.breakwater.dialect.json;

import java.util.regex.Pattern;

/// A member name as it may be shown in a message or a log: only short identifiers, for anything else may be a
/// prompt.
final class SafeName {
    private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_.$-]{1,64}");
    private static final String HIDDEN = "(name not shown)";

    private SafeName() {}

    static String of(String name) {
        return SHOWN.matcher(name).matches() ? name : HIDDEN;
    }
}
