package io.breakwater.deploytest.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path logs;

    private Children.Job job(String name, String command) {
        return new Children.Job(name, List.of("sh", "-c", command), logs, Map.of("GREETING", "hello"));
    }

    @Test
    void a_child_has_its_words_in_a_file_of_its_own() throws Exception {
        try (Children children = new Children(logs)) {
            Finished first = children.run(job("first", "echo $GREETING; echo trouble >&2; exit 3"), PATIENCE);
            Finished second = children.run(job("second", "true"), PATIENCE);

            assertThat(first.exit()).isEqualTo(3);
            assertThat(first.output()).isEqualTo("hello\ntrouble\n");
            assertThat(first.log().getFileName()).hasToString("01-first.log");
            assertThat(second.log().getFileName()).hasToString("02-second.log");
            assertThatThrownBy(() -> first.mustSucceed("greeting"))
                    .isInstanceOfSatisfying(
                            Unshown.class, unshown -> assertThat(unshown.log()).contains(first.log()))
                    .hasMessage("greeting ended with exit status 3");
            assertThatThrownBy(() -> second.mustFail("nothing")).hasMessage("nothing ended with exit status 0");
        }
    }

    @Test
    void a_child_that_takes_too_long_is_ended_with_all_it_started() throws Exception {
        try (Children children = new Children(logs)) {
            Children.Child child = children.start(job("slow", "sleep 600 & wait"));

            assertThatThrownBy(() -> child.finish(Duration.ofMillis(300)))
                    .isInstanceOf(Unshown.class)
                    .hasMessageContaining("no end after");
            assertThat(child.finish(PATIENCE).exit()).isNotZero();
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void no_child_outlives_the_test() throws Exception {
        Children children = new Children(logs);
        Children.Child child = children.start(job("slow", "sleep 600"));

        children.close();

        assertThat(child.finish(PATIENCE).exit()).isNotZero();
    }
}
