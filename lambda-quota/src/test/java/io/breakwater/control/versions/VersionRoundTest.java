package io.breakwater.control.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.control.versions.VersionRound.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The round runs in virtual time: every pause moves the clock on.
class VersionRoundTest {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final List<String> FUNCTIONS = List.of("router", "authorizer");

    private final FakeVersions lambda = new FakeVersions(Instant.parse("2026-11-29T12:00:00Z"));
    private final List<Duration> pauses = new ArrayList<>();

    private final VersionRound round = new VersionRound(lambda, () -> lambda.now, pause -> {
        pauses.add(pause);
        lambda.now = lambda.now.plus(pause);
    });

    private Report run() {
        return round.run(FUNCTIONS, KEPT);
    }

    private void deployed() {
        FUNCTIONS.forEach(lambda::deployed);
    }

    private void later(Duration time) {
        lambda.now = lambda.now.plus(time);
    }

    @Test
    void a_deploy_leaves_the_version_before_which_goes_once_its_time_is_past() {
        deployed();
        later(Duration.ofDays(3));
        deployed();

        assertThat(run()).isEqualTo(new Report(0, 0, 0));
        assertThat(lambda.of("router")).containsExactly(1L, 2L);
        later(KEPT);
        assertThat(run()).isEqualTo(new Report(2, 0, 0));
        assertThat(lambda.of("router")).containsExactly(2L);
        assertThat(lambda.of("authorizer")).containsExactly(2L);
        assertThat(pauses).containsExactly(VersionRound.BETWEEN, VersionRound.BETWEEN);
    }

    @Test
    void a_function_whose_versions_cannot_be_read_holds_up_no_other_and_is_tried_again() {
        deployed();
        deployed();
        later(KEPT);
        lambda.closed.add("router");

        assertThat(run()).isEqualTo(new Report(1, 1, 0));
        lambda.closed.clear();
        assertThat(run()).isEqualTo(new Report(1, 0, 0));
        assertThat(lambda.deleted).containsExactly("authorizer:1", "router:1");
    }

    @Test
    void a_version_that_cannot_be_deleted_holds_up_no_other_and_is_tried_again() {
        deployed();
        deployed();
        deployed();
        later(KEPT);
        lambda.closed.add("router:1");

        assertThat(run()).isEqualTo(new Report(3, 1, 0));
        lambda.closed.clear();
        assertThat(run()).isEqualTo(new Report(1, 0, 0));
        assertThat(run()).isEqualTo(new Report(0, 0, 0));
    }

    @Test
    void a_version_that_an_alias_was_moved_back_to_meanwhile_stays() {
        lambda.deployed("router");
        lambda.deployed("router");
        later(KEPT);
        lambda.beforeDeleting = () -> lambda.called.put("router", Set.of(1L));

        assertThat(run()).isEqualTo(new Report(0, 1, 0));
        assertThat(lambda.of("router")).containsExactly(1L, 2L);
    }

    @Test
    void a_round_deletes_a_bounded_number_and_leaves_the_rest_to_the_next() {
        IntStream.range(0, VersionRound.MOST + 3).forEach(_ -> lambda.deployed("router"));
        IntStream.range(0, 4).forEach(_ -> lambda.deployed("authorizer"));
        later(KEPT);

        assertThat(run()).isEqualTo(new Report(VersionRound.MOST, 0, 2 + 3));
        assertThat(run()).isEqualTo(new Report(5, 0, 0));
        assertThat(lambda.of("router")).containsExactly(VersionRound.MOST + 3L);
    }

    @Test
    void functions_that_are_gone_or_were_never_called_have_nothing_to_delete() {
        lambda.deployed("router");
        lambda.called.clear();
        later(KEPT);

        assertThat(run()).isEqualTo(new Report(0, 0, 0));
    }

    @Test
    void a_round_in_which_something_failed_fails_as_an_invocation_so_that_the_alarm_sees_it() {
        assertThat(new Report(3, 0, 2).withoutFailures()).isEqualTo(new Report(3, 0, 2));
        assertThatThrownBy(() -> new Report(3, 1, 2).withoutFailures()).hasMessageContaining("failed=1");
    }
}
