package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.AskedConversation;
import io.breakwater.simulated.bedrock.answer.BodyFormat;
import io.breakwater.simulated.bedrock.answer.ModelAnswer;
import io.breakwater.simulated.bedrock.answer.Turn;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.fault.FaultScript;
import io.breakwater.simulated.bedrock.quota.PoolReservation;
import io.breakwater.simulated.bedrock.quota.Usage;
import java.util.Optional;

/// An admitted call with its answer, ready to be delivered; `prompt` is the usage without output.
///
/// @param trace the report on a guardrail's checks in the answer
record AdmittedCall(
        SignedCall signedCall,
        ModelRoute route,
        BodyFormat dialect,
        AskedConversation conversation,
        Usage prompt,
        PoolReservation reservation,
        ModelAnswer answer,
        String inferenceRegion,
        Optional<FaultScript.Strike> strike,
        Optional<ObjectNode> trace) {

    boolean struckBy(FaultKind kind) {
        return strike.filter(strike -> strike.fault().kind() == kind).isPresent();
    }

    /// The same call with an answer that was checked.
    ///
    /// @param told the report on the checks
    AdmittedCall answering(ModelAnswer checked, Optional<ObjectNode> told) {
        return new AdmittedCall(
                signedCall, route, dialect, conversation, prompt, reservation, checked, inferenceRegion, strike, told);
    }

    Turn turn(long latencyMillis) {
        return new Turn(
                route.modelId(),
                signedCall.requestId(),
                conversation,
                answer,
                prompt.withOutput(answer.outputTokens()),
                latencyMillis,
                trace);
    }
}
