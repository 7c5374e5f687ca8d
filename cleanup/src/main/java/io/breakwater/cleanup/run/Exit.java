package io.breakwater.cleanup.run;

/// How a command ends.
final class Exit {
    static final int WELL = 0;
    /// Something is left, or the command refused.
    static final int LEFT = 1;
    /// A place could not be read, so that nothing can be said.
    static final int UNREADABLE = 2;

    private Exit() {}
}
