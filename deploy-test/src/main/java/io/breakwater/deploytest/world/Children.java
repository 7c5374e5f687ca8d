package io.breakwater.deploytest.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The child processes of the test. Each has a log file of its own, in the order in which they
/// start; none outlives the test.
public final class Children implements AutoCloseable {
    private final Path logs;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /// What to start.
    ///
    /// @param name of its log file
    /// @param variables added to those of this process; an empty one is taken from them
    public record Job(String name, List<String> command, Path folder, Map<String, String> variables) {}

    public Children(Path logs) {
        this.logs = logs;
    }

    /// Creates the children; their logs replace those of an earlier test.
    public static Children afresh(Path logs) throws IOException {
        Files.createDirectories(logs);
        try (Stream<Path> files = Files.list(logs)) {
            for (Path old :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.delete(old);
            }
        }
        return new Children(logs);
    }

    /// Where the logs are.
    public Path logs() {
        return logs;
    }

    /// Waits for the end of a child.
    ///
    /// @throws Unshown if it takes longer; it is ended then
    public Finished run(Job job, Duration longest) throws Unshown, IOException, InterruptedException {
        return start(job).finish(longest);
    }

    /// Starts a child and goes on.
    public Child start(Job job) throws IOException {
        Path log = logs.resolve("%02d-%s.log".formatted(count.incrementAndGet(), job.name()));
        Files.createDirectories(logs);
        ProcessBuilder builder = new ProcessBuilder(job.command())
                .directory(job.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(job.variables());
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        running.add(process);
        process.getOutputStream().close();
        return new Child(process, log);
    }

    /// Ends all that still run.
    @Override
    public void close() {
        running.forEach(Children::end);
        running.clear();
    }

    /// Ends the process before its children: if it waits for them, it would otherwise exit successfully
    /// once they are gone.
    private static void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /// A running child.
    public final class Child {
        private final Process process;
        private final Path log;

        private Child(Process process, Path log) {
            this.process = process;
            this.log = log;
        }

        /// Its output so far.
        public String output() throws IOException {
            return Files.readString(log);
        }

        /// Its result if it has ended, and its output so far; the exit status is 0 while it runs.
        public Finished soFar() {
            return new Finished(process.isAlive() ? 0 : process.exitValue(), log);
        }

        public boolean isAlive() {
            return process.isAlive();
        }

        /// Ends it and all that it started, at once.
        public void kill() {
            end(process);
        }

        /// Waits for its end.
        ///
        /// @throws Unshown if it takes longer; it is ended then
        public Finished finish(Duration longest) throws Unshown, InterruptedException {
            try {
                if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    end(process);
                    throw new Unshown("no end after " + longest.toSeconds() + " s", log);
                }
                return new Finished(process.exitValue(), log);
            } finally {
                running.remove(process);
            }
        }
    }
}
