package io.breakwater.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// All observations of a burst.
///
/// @param took from the look at the limits to the last answer
record Evidence(List<DemoAnswer> answers, ServedPlaces served, Duration took) {

    Evidence {
        answers = List.copyOf(answers);
    }

    int sent() {
        return answers.size();
    }

    int succeeded() {
        return count(DemoAnswer::succeeded);
    }

    int count(Predicate<DemoAnswer> which) {
        return Math.toIntExact(answers.stream().filter(which).count());
    }

    int answeredBy(PoolCandidate pool) {
        return count(answer -> answer.succeeded() && pool.gave(answer));
    }

    /// `7 of 10 were answered; the first of the others: 502: …`
    String answered() {
        return "%d of %d were answered%s".formatted(succeeded(), sent(), firstTrouble());
    }

    private String firstTrouble() {
        return answers.stream()
                .filter(answer -> !answer.succeeded())
                .findFirst()
                .map(answer -> "; the first of the others: " + answer.trouble())
                .orElse("");
    }
}
