package io.breakwater.dialect;

/// A name or path of a client as a message may repeat it: in quotes, short, and in printable characters alone.
public final class Quoted {
    private static final int LONGEST = 120;

    private Quoted() {}

    /// What is not printable ASCII becomes `?`.
    public static String of(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return "'" + shown.replaceAll("[^ -~]", "?") + "'";
    }
}
