package io.breakwater.deploytest.docs;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A checkout of this project that looks as if it were built: its scripts and configuration, and for
/// each program the classes on this test's class path.
///
/// @param root the checkout's folder
record Checkout(Path root) {
    static final Path PROJECT = Path.of(System.getProperty("breakwater.root"));

    private static final List<String> PROGRAMS = List.of("local", "ops", "simulated-bedrock", "simulation", "bench");

    /// @param folder an empty folder
    static Checkout in(Path folder) throws IOException {
        Checkout checkout = new Checkout(folder.toRealPath());
        for (String part : List.of("scripts", "config", "bench/config")) {
            copy(PROJECT.resolve(part), checkout.root().resolve(part));
        }
        Files.copy(PROJECT.resolve("pom.xml"), checkout.root().resolve("pom.xml"));
        try (Stream<Path> poms = Files.find(PROJECT, 2, (file, _) -> file.endsWith("pom.xml"))) {
            for (Path pom :
                    poms.filter(file -> !file.getParent().equals(PROJECT)).toList()) {
                Path module = Files.createDirectories(
                        checkout.root().resolve(pom.getParent().getFileName()));
                Files.copy(pom, module.resolve("pom.xml"));
            }
        }
        for (String program : PROGRAMS) {
            checkout.build(program);
        }
        return checkout;
    }

    /// Makes the files that scripts/lib/build.sh looks for.
    private void build(String program) throws IOException {
        Path target = Files.createDirectories(root.resolve(program).resolve("target"));
        Files.writeString(target.resolve("breakwater.classpath"), classPath());
        try (OutputStream jar = Files.newOutputStream(target.resolve("breakwater-" + program + "-0.jar"))) {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
            new JarOutputStream(jar, manifest).close();
        }
        Files.createFile(target.resolve("breakwater.built"));
    }

    /// The class path without entries that do not exist, since a script refuses those.
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /// The variables with which its scripts are started: this JVM's Java, no build within this build,
    /// and no AWS account.
    Map<String, String> variables() {
        String java = System.getProperty("java.home");
        return Map.of(
                "JAVA_HOME",
                java,
                "PATH",
                java + "/bin" + File.pathSeparator + System.getenv("PATH"),
                "BREAKWATER_BUILDING",
                "yes",
                "BREAKWATER_CONFIG",
                "",
                "AWS_ENDPOINT_URL",
                "",
                "AWS_PROFILE",
                "",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_CONFIG_FILE",
                root.resolve("no-aws-config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE",
                root.resolve("no-aws-credentials").toString());
    }
}
