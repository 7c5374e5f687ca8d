package io.breakwater.deploytest.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A child process that has ended, and the file that has all of its words.
public record Finished(int exit, Path log) {

    /// @param what it was to do, in words
    /// @throws Unshown if it did not end well
    public void mustSucceed(String what) throws Unshown {
        if (exit != 0) {
            throw new Unshown(what + " ended with exit status " + exit, log);
        }
    }

    /// @param what it was to be refused, in words
    /// @throws Unshown if it ended well
    public void mustFail(String what) throws Unshown {
        if (exit == 0) {
            throw new Unshown(what + " ended with exit status 0", log);
        }
    }

    /// @param word what it must have said
    /// @throws Unshown if it did not
    public void mustSay(String word) throws Unshown, IOException {
        if (!output().contains(word)) {
            throw new Unshown("nothing was said of " + word, log);
        }
    }

    /// All that it said, on both streams.
    public String output() throws IOException {
        return Files.readString(log);
    }
}
