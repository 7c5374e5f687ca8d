package io.breakwater.local.scripts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A copy of the project's scripts in a folder with spaces in its name, with a tools folder and a lock
/// file of its own.
final class ScriptedProject {
    static final Path ROOT = Path.of(System.getProperty("breakwater.root"));

    private final Path root;
    private final List<String> pins = new ArrayList<>();

    ScriptedProject(Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("a project with spaces/scripts/lib"));
        root = lib.getParent().getParent().toRealPath();
        try (Stream<Path> files = Files.list(ROOT.resolve("scripts/lib"))) {
            for (Path file : files.toList()) {
                Files.copy(file, lib.resolve(file.getFileName()));
            }
        }
        Files.createFile(lockFile());
    }

    Path root() {
        return root;
    }

    Path tools() {
        return root.resolve("fetched tools");
    }

    Path lockFile() {
        return root.resolve("toolchain.lock");
    }

    void pin(String tool, String sha256, String url) throws IOException {
        pinFor("any any", tool, sha256, url);
    }

    void pinFor(String machine, String tool, String sha256, String url) throws IOException {
        pins.add("%s 25.0.1 %s %s %s".formatted(tool, machine, sha256, url));
        Files.write(lockFile(), pins);
    }

    /// Packs a folder with the given programs, each a shell script of the given line, as a vendor
    /// would.
    byte[] archive(String folder, Map<String, String> programs) throws IOException, InterruptedException {
        Path top = Files.createTempDirectory(root, "packing");
        for (Map.Entry<String, String> program : programs.entrySet()) {
            writeProgram(top.resolve(folder).resolve(program.getKey()), program.getValue());
        }
        Path archive = top.resolve("archive.tar.gz");
        Process tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", top.toString(), folder).start();
        if (!tar.waitFor(30, TimeUnit.SECONDS) || tar.exitValue() != 0) {
            throw new IOException("tar could not pack " + folder);
        }
        return Files.readAllBytes(archive);
    }

    static void writeProgram(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("could not make " + file + " executable");
        }
    }

    static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /// Starts a line of shell with the finder's functions loaded and no tool installed.
    Process start(String shell) throws IOException {
        return start(shell, Map.of("BREAKWATER_TOOLCHAIN_SEARCH", "none"));
    }

    Process start(String shell, Map<String, String> environment) throws IOException {
        String library = root.resolve("scripts/lib/toolchain.sh").toString();
        ProcessBuilder bash =
                new ProcessBuilder("bash", "-c", "set -euo pipefail; . \"$1\"; " + shell, "probe", library);
        bash.environment().keySet().removeIf(name -> name.startsWith("BREAKWATER_") || name.equals("JAVA_HOME"));
        bash.environment().put("HOME", root.toString());
        bash.environment().put("BREAKWATER_TOOLS_DIR", tools().toString());
        bash.environment().put("BREAKWATER_TOOLCHAIN_LOCK", lockFile().toString());
        bash.environment().putAll(environment);
        return bash.start();
    }

    Ending run(String shell) throws IOException, InterruptedException {
        return Ending.of(start(shell));
    }

    /// How a script ended; its messages to people are in `words`.
    record Ending(int status, String output, String words) {
        static Ending of(Process process) throws IOException, InterruptedException {
            process.getOutputStream().close();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                    BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
                String words = String.join("\n", err.lines().toList());
                String output = String.join("\n", out.lines().toList());
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IOException("the script did not end: " + words);
                }
                return new Ending(process.exitValue(), output, words);
            }
        }
    }
}
