package io.breakwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How many answers may come from which tier, calculated from the room that the tiers had.
class OverflowTest {
    private static final PoolCandidate PRIMARY =
            new PoolCandidate(1, "sonnet", Optional.empty(), new RequestsLeft(3, 3, Duration.ZERO));
    private static final PoolCandidate FALLBACK =
            new PoolCandidate(2, "haiku", Optional.empty(), new RequestsLeft(25, 25, Duration.ZERO));

    @Test
    void each_tier_takes_what_it_has_room_for() {
        assertThat(judged(3, 7, Duration.ofSeconds(1))).isEqualTo(new PatternVerdict.Held("3 on tier 1, 7 on tier 2"));
    }

    @Test
    void more_answers_than_a_tier_has_room_for_fail_the_demo() {
        assertThat(judged(4, 6, Duration.ofSeconds(19))).isInstanceOf(PatternVerdict.NotHeld.class);
    }

    @Test
    void fewer_answers_than_a_tier_has_room_for_fail_the_demo() {
        assertThat(judged(2, 8, Duration.ofSeconds(19))).isInstanceOf(PatternVerdict.NotHeld.class);
    }

    @Test
    void what_the_limit_lets_through_anew_during_a_slow_burst_is_allowed() {
        assertThat(judged(4, 6, Duration.ofSeconds(20))).isEqualTo(new PatternVerdict.Held("4 on tier 1, 6 on tier 2"));
        assertThat(judged(5, 5, Duration.ofSeconds(20))).isInstanceOf(PatternVerdict.NotHeld.class);
    }

    @Test
    void an_answer_from_nowhere_is_no_fallback() {
        List<DemoAnswer> answers = answers(3, 6);
        answers.add(answer("opus"));

        assertThat(new Overflow(plan(), 10).judge(evidence(answers, Duration.ZERO)))
                .isInstanceOf(PatternVerdict.NotHeld.class);
    }

    @Test
    void a_plan_without_a_second_tier_shows_no_fallback() {
        ShownPlan flat = new ShownPlan(List.of(PRIMARY), List.of());

        assertThat(new Overflow(flat, 3).judge(evidence(answers(3, 0), Duration.ZERO)))
                .isEqualTo(new PatternVerdict.NotHeld("the gateway's plan has no second tier to fall back to"));
    }

    private static PatternVerdict judged(int sonnet, int haiku, Duration took) {
        return new Overflow(plan(), sonnet + haiku).judge(evidence(answers(sonnet, haiku), took));
    }

    private static ShownPlan plan() {
        return new ShownPlan(List.of(PRIMARY, FALLBACK), List.of());
    }

    private static Evidence evidence(List<DemoAnswer> answers, Duration took) {
        return new Evidence(answers, new ServedPlaces.Unknown("not asked"), took);
    }

    private static List<DemoAnswer> answers(int sonnet, int haiku) {
        List<DemoAnswer> answers = new ArrayList<>();
        for (int i = 0; i < sonnet + haiku; i++) {
            answers.add(answer(i < sonnet ? "sonnet" : "haiku"));
        }
        return answers;
    }

    private static DemoAnswer answer(String model) {
        return new DemoAnswer("demo", 200, Optional.of(model), Optional.empty(), Optional.empty(), "");
    }
}
