package io.breakwater.deploytest.world;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A command that prints a list, given by the person who runs the test.
///
/// @param name of its log
/// @param command for `sh -c`
public record ListingCommand(String name, String command) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /// Its current output, line by line.
    ///
    /// @throws Unshown if it fails
    public Set<String> lines(TestWorld world) throws Unshown, IOException, InterruptedException {
        Scripts scripts = world.scripts();
        Finished finished = scripts.children()
                .run(new Children.Job(name, List.of("sh", "-c", command), scripts.root(), Map.of()), LONGEST);
        finished.mustSucceed("the list '" + name + "'");
        return new TreeSet<>(finished.output().lines().toList());
    }
}
