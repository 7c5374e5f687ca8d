package io.breakwater.demo;

/// A demo that cannot be run; the message is for the user.
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final boolean badUse;

    private DemoException(String sentence, boolean badUse) {
        super(sentence);
        this.sentence = sentence;
        this.badUse = badUse;
    }

    /// The command was called wrongly.
    public static DemoException badUse(String message) {
        return new DemoException(message, true);
    }

    /// The gateway cannot be used as it is.
    public static DemoException unusable(String message) {
        return new DemoException(message, false);
    }

    /// What to tell the user.
    public String sentence() {
        return sentence;
    }

    /// Whether the command was called wrongly.
    public boolean badUse() {
        return badUse;
    }
}
