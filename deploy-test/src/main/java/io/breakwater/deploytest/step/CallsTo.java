package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;

import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.time.Duration;

/// Calls of the model of two targets, of which one is looked at.
record CallsTo(String target, TestCaller caller) {
    private static final int OK = 200;

    /// How soon what an operator decides about a target counts everywhere.
    static final Duration KNOWN = Duration.ofSeconds(5);

    private static final Duration BETWEEN = Duration.ofMillis(200);

    /// Of all calls going elsewhere by chance: one in a thousand, were the two targets drawn by lot.
    static final int MANY = 10;

    /// How many of so many calls it answers.
    int answers(int calls) throws Unshown, IOException, InterruptedException {
        int answers = 0;
        for (int call = 0; call < calls; call++) {
            String answered = caller.chat(MODEL).must(OK).header("x-breakwater-target");
            answers += answered.equals(target) ? 1 : 0;
        }
        return answers;
    }

    /// Whether it answers again by the time that this is known everywhere.
    boolean comesBack() throws Unshown, IOException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < KNOWN.toNanos()) {
            if (answers(1) > 0) {
                return true;
            }
            Thread.sleep(BETWEEN);
        }
        return answers(MANY) > 0;
    }
}
