package io.breakwater.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// All that was seen of a burst.
///
/// @param took from the look at the limits to the last answer
record Evidence(List<Answer> answers, Served served, Duration took) {

    Evidence {
        answers = List.copyOf(answers);
    }

    int sent() {
        return answers.size();
    }

    int succeeded() {
        return count(Answer::succeeded);
    }

    int count(Predicate<Answer> which) {
        return Math.toIntExact(answers.stream().filter(which).count());
    }

    int answeredBy(Pool pool) {
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
