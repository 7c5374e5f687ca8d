package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.time.Duration;

/// Calls of a model with two targets, one of which is observed. The gateway calls the emptier of the
/// two, or the one with fewer calls in flight if they are equal: a target with a lost settlement is
/// passed over until its hold is dropped.
record CallsTo(String target, TestCaller caller) {
    private static final int OK = 200;

    /// How soon an operator's decision about a target takes effect everywhere.
    static final Duration KNOWN = Duration.ofSeconds(5);

    /// By then the hold of a lost settlement is free (`Epochs`: four minutes), and both targets take
    /// turns.
    private static final Duration IN_TURN = Duration.ofMinutes(5);

    private static final Duration BETWEEN = Duration.ofMillis(200);

    static final int MANY = 10;

    /// How many of this many calls it answers.
    int answers(int calls) throws Unshown, IOException, InterruptedException {
        int answers = 0;
        for (int call = 0; call < calls; call++) {
            String answered = caller.chat(MODEL).must(OK).header("x-breakwater-target");
            answers += answered.equals(target) ? 1 : 0;
        }
        return answers;
    }

    /// Whether it answers one of the calls from now on.
    boolean answers() throws Unshown, IOException, InterruptedException {
        return comesTrue(() -> answers(1) > 0);
    }

    /// Whether a dry run leaves it out for this reason, after one of the calls from now on.
    ///
    /// @param reason as `/v1/plan` names it
    boolean isLeftOutAfterCalls(String reason) throws Unshown, IOException, InterruptedException {
        return comesTrue(() -> {
            answers(1);
            return isLeftOut(reason);
        });
    }

    /// The result of a dry run for all targets now.
    String dryRun() throws Unshown, IOException, InterruptedException {
        return caller.plan(MODEL).must(OK).body();
    }

    /// Whether a dry run leaves it out for this reason now.
    boolean isLeftOut(String reason) throws Unshown, IOException, InterruptedException {
        return caller.plan(MODEL)
                .must(OK)
                .json()
                .path("skipped")
                .valueStream()
                .filter(skipped -> skipped.path("target").asText().equals(target))
                .map(skipped -> skipped.path("reason"))
                .map(JsonNode::asText)
                .anyMatch(reason::equals);
    }

    private interface Question {
        boolean asked() throws Unshown, IOException, InterruptedException;
    }

    private static boolean comesTrue(Question question) throws Unshown, IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!question.asked()) {
            if (System.nanoTime() - begun > IN_TURN.toNanos()) {
                return false;
            }
            Thread.sleep(BETWEEN);
        }
        return true;
    }
}
