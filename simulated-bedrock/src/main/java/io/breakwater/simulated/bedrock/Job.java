package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.Answer;
import io.breakwater.simulated.bedrock.answer.Conversation;
import io.breakwater.simulated.bedrock.answer.Dialect;
import io.breakwater.simulated.bedrock.answer.Turn;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.fault.FaultScript;
import io.breakwater.simulated.bedrock.quota.Reservation;
import io.breakwater.simulated.bedrock.quota.Usage;
import java.util.Optional;

/// An admitted call with its answer, ready to be delivered; `prompt` is the usage without output.
record Job(
        Arrival arrival,
        Route route,
        Dialect dialect,
        Conversation conversation,
        Usage prompt,
        Reservation reservation,
        Answer answer,
        String inferenceRegion,
        Optional<FaultScript.Strike> strike) {

    boolean struckBy(FaultKind kind) {
        return strike.filter(strike -> strike.fault().kind() == kind).isPresent();
    }

    Turn turn(long latencyMillis) {
        return new Turn(
                route.modelId(),
                arrival.requestId(),
                conversation,
                answer,
                prompt.withOutput(answer.outputTokens()),
                latencyMillis);
    }
}
