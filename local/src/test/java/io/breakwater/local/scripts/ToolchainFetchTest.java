package io.breakwater.local.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.scripts.ScriptedProject.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs the scripts' own functions against a vendor's server on loopback.
@Timeout(120)
class ToolchainFetchTest {
    private static final String USE_JDK = "use_jdk; \"$JAVA_HOME/bin/java\" -version; echo \"$JAVA_HOME\"";
    private static final String SAYS_25 = "echo 'openjdk version \"25.0.1\"' >&2";

    @TempDir
    Path folder;

    private FakeVendor vendor;
    private ScriptedProject project;
    private byte[] jdk;

    @BeforeEach
    void set_up() throws Exception {
        vendor = new FakeVendor();
        project = new ScriptedProject(folder);
        jdk = project.archive("jdk-25.0.1", Map.of("bin/java", SAYS_25, "bin/javac", SAYS_25));
    }

    @AfterEach
    void stop_the_vendor() {
        vendor.close();
    }

    @Test
    void a_missing_jdk_is_fetched_once() throws Exception {
        pinJdk();

        Ending first = project.run(USE_JDK);
        Ending second = project.run(USE_JDK);

        assertThat(first.status()).as(first.words()).isZero();
        assertThat(first.output())
                .isEqualTo(project.tools().resolve("jdk-25.0.1").toString());
        assertThat(first.words()).contains("Fetching Temurin JDK 25.0.1").contains("done");
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(second.words()).doesNotContain("Fetching").contains("25.0.1");
        assertThat(vendor.downloads()).isEqualTo(1);
    }

    @Test
    void the_home_nested_in_a_macos_archive_is_found() throws Exception {
        jdk = project.archive("jdk", Map.of("Contents/Home/bin/java", SAYS_25, "Contents/Home/bin/javac", SAYS_25));
        pinJdk();

        Ending ending = project.run(USE_JDK);

        assertThat(ending.output()).as(ending.words()).endsWith("/jdk-25.0.1/Contents/Home");
    }

    @Test
    void maven_and_node_are_fetched_the_same_way() throws Exception {
        offer("maven", project.archive("apache-maven", Map.of("bin/mvn", "echo from the vendor")));
        offer("node", project.archive("node", Map.of("bin/node", "echo v24", "bin/npm", "echo 11")));

        Ending ending = project.run("use_maven; \"$MVN\"; use_node; node --version; npm --version");

        assertThat(ending.output()).as(ending.words()).isEqualTo("from the vendor\nv24\n11");
        assertThat(vendor.downloads()).isEqualTo(2);
    }

    @Test
    void a_wrong_checksum_is_refused_and_nothing_is_left_behind() throws Exception {
        String wanted = "0".repeat(64);
        project.pin("jdk", wanted, vendor.offer("jdk.tar.gz", jdk));

        Ending ending = project.run(USE_JDK);

        assertThat(ending.status()).isNotZero();
        assertThat(ending.words())
                .contains(wanted)
                .contains(ScriptedProject.sha256(jdk))
                .contains("removed");
        assertThat(whatIsInTools()).isEmpty();
    }

    @Test
    void an_archive_without_the_program_is_refused_and_nothing_is_left_behind() throws Exception {
        jdk = project.archive("jdk-25.0.1", Map.of("bin/javac", SAYS_25));
        pinJdk();

        Ending ending = project.run(USE_JDK);

        assertThat(ending.status()).isNotZero();
        assertThat(ending.words()).contains("holds no bin/java");
        assertThat(whatIsInTools()).isEmpty();
    }

    @Test
    void without_the_vendor_the_message_says_where_we_looked_and_what_to_install() throws Exception {
        pinJdk();
        vendor.close();

        Ending ending = project.run(USE_JDK);

        assertThat(ending.status()).isNotZero();
        assertThat(ending.words())
                .contains("A JDK 25 or newer was not found")
                .contains("Looked in:")
                .contains(project.tools().toString())
                .contains("Install a JDK 25 (https://adoptium.net/")
                .contains("JAVA_HOME");
        assertThat(whatIsInTools()).isEmpty();
    }

    @Test
    void a_machine_without_a_pin_is_told_what_to_install() throws Exception {
        project.pinFor("plan9 vax", "jdk", ScriptedProject.sha256(jdk), vendor.offer("jdk.tar.gz", jdk));

        Ending ending = project.run(USE_JDK);

        assertThat(ending.status()).isNotZero();
        assertThat(ending.words()).contains("none is pinned for ").contains("Install a JDK 25");
        assertThat(vendor.downloads()).isZero();
    }

    @Test
    void a_download_that_breaks_off_is_not_trusted() throws Exception {
        pinJdk();
        vendor.cutEveryAnswerShortBy(10);

        Ending broken = project.run(USE_JDK);
        assertThat(broken.status()).isNotZero();
        assertThat(whatIsInTools()).isEmpty();

        vendor.cutEveryAnswerShortBy(0);
        assertThat(project.run(USE_JDK).status()).isZero();
    }

    @Test
    void what_a_killed_script_left_is_not_trusted() throws Exception {
        pinJdk();
        Path half = project.tools().resolve("jdk.fetching");
        Files.createDirectories(half.resolve("unpacked/jdk-25.0.1/bin"));
        Files.writeString(half.resolve("archive"), "half of it");
        Files.createDirectories(project.tools().resolve("jdk-25.0.1"));

        Ending ending = project.run(USE_JDK);

        assertThat(ending.status()).as(ending.words()).isZero();
        assertThat(vendor.downloads()).isEqualTo(1);
        assertThat(whatIsInTools()).containsExactly("jdk-25.0.1");
    }

    @Test
    void two_scripts_at_once_fetch_once() throws Exception {
        pinJdk();
        vendor.holdAnswers();
        Process first = project.start(USE_JDK);
        assertThat(vendor.wasAskedWithin(30)).isTrue();
        Process second = project.start(USE_JDK);
        try (BufferedReader words = second.errorReader(StandardCharsets.UTF_8)) {
            assertThat(words.readLine()).contains("Waiting: another script is fetching Temurin JDK");
            vendor.letAnswersGo();
            assertThat(Ending.of(first).status()).isZero();
            assertThat(second.waitFor()).isZero();
        }
        assertThat(vendor.downloads()).isEqualTo(1);
    }

    @Test
    void the_lock_of_a_script_that_died_is_taken_over() throws Exception {
        pinJdk();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(project.tools().resolve("jdk.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        Ending ending = project.run(USE_JDK);

        assertThat(ending.status()).as(ending.words()).isZero();
        assertThat(whatIsInTools()).containsExactly("jdk-25.0.1");
    }

    @Test
    void a_jdk_in_java_home_that_is_new_enough_is_used_without_any_traffic() throws Exception {
        pinJdk();
        Path home = installed("installed jdk", "25.0.3");

        Ending ending = Ending.of(project.start("use_jdk; echo \"$JAVA_HOME\"", Map.of("JAVA_HOME", home.toString())));

        assertThat(ending.output()).as(ending.words()).isEqualTo(home.toString());
        assertThat(vendor.downloads()).isZero();
    }

    @Test
    void an_older_jdk_is_passed_over_for_the_one_on_path() throws Exception {
        Path old = installed("old jdk", "17.0.15");
        Path good = installed("good jdk", "26");
        Map<String, String> environment =
                Map.of("JAVA_HOME", old.toString(), "PATH", good.resolve("bin") + ":" + System.getenv("PATH"));

        Ending ending = Ending.of(project.start("use_jdk; echo \"$JAVA_HOME$looked\"", environment));

        assertThat(ending.output())
                .as(ending.words())
                .startsWith(good.toRealPath().toString());
        assertThat(ending.output()).contains("JAVA_HOME (" + old + "): Java 17");
    }

    private Path installed(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        ScriptedProject.writeProgram(home.resolve("bin/java"), SAYS_25);
        ScriptedProject.writeProgram(home.resolve("bin/javac"), SAYS_25);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Us\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private void pinJdk() throws Exception {
        offer("jdk", jdk);
    }

    private void offer(String tool, byte[] archive) throws Exception {
        project.pin(tool, ScriptedProject.sha256(archive), vendor.offer(tool + ".tar.gz", archive));
    }

    private String[] whatIsInTools() throws IOException {
        try (Stream<Path> entries = Files.list(project.tools())) {
            return entries.map(entry -> entry.getFileName().toString()).toArray(String[]::new);
        }
    }
}
