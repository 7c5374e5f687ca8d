package io.breakwater.local.demo;

/// A demo that cannot be run; the message is for the user.
final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final boolean badUse;

    private DemoException(String sentence, boolean badUse) {
        super(sentence);
        this.sentence = sentence;
        this.badUse = badUse;
    }

    /// The command was called wrongly.
    static DemoException badUse(String message) {
        return new DemoException(message, true);
    }

    /// The gateway cannot be used as it is.
    static DemoException unusable(String message) {
        return new DemoException(message, false);
    }

    String sentence() {
        return sentence;
    }

    boolean badUse() {
        return badUse;
    }
}
