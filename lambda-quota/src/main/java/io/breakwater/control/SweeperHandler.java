package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Sweeps the ledgers on a schedule; the content of its event does not matter.
public final class SweeperHandler implements RequestHandler<Map<String, Object>, Map<String, Integer>> {
    private final Sweeper sweeper;
    private final InstantSource clock;

    /// Made by Lambda, from the function's variables.
    public SweeperHandler() {
        this(DeployedControl.start(System.getenv()).sweeper(), InstantSource.system());
    }

    public SweeperHandler(Sweeper sweeper, InstantSource clock) {
        this.sweeper = sweeper;
        this.clock = clock;
    }

    @Override
    public Map<String, Integer> handleRequest(Map<String, Object> event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> sweep());
    }

    /// @return how many keys had dropped holds, and how many could not be swept
    public Map<String, Integer> sweep() {
        Sweeper.Round round = sweeper.run(clock.instant());
        return Map.of("healed", round.healed(), "failed", round.failed());
    }
}
