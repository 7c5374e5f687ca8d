package io.breakwater.cleanup.run;

/// The exit statuses of a command.
final class Exit {
    static final int WELL = 0;
    /// Something is left, or the command refused.
    static final int LEFT = 1;
    /// A place could not be read, so that the result is unknown.
    static final int UNREADABLE = 2;

    private Exit() {}
}
