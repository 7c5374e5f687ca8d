package io.breakwater.deploytest.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A child process that has ended, and the file with all of its output.
public record Finished(int exit, Path log) {

    /// @param what its task, in words
    /// @throws Unshown if it failed
    public void mustSucceed(String what) throws Unshown {
        if (exit != 0) {
            throw new Unshown(what + " ended with exit status " + exit, log);
        }
    }

    /// @param what the task that it had to refuse, in words
    /// @throws Unshown if it succeeded
    public void mustFail(String what) throws Unshown {
        if (exit == 0) {
            throw new Unshown(what + " ended with exit status 0", log);
        }
    }

    /// @param word the required output
    /// @throws Unshown if the output lacks it
    public void mustSay(String word) throws Unshown, IOException {
        if (!output().contains(word)) {
            throw new Unshown("the output does not mention " + word, log);
        }
    }

    /// All of its output, on both streams.
    public String output() throws IOException {
        return Files.readString(log);
    }
}
