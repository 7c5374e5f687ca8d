package io.breakwater.adapters.stack;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;

/// The work of a custom resource. Every result is answered, even a missing variable: CloudFormation
/// waits for an answer, and shows the reason to the person who deploys.
///
/// @param log gets the lines about the work, or the whole failure
/// @param undone what a failure means, written before its reason
public record StackWork(Logger log, String undone) {

    /// Does the work and answers.
    ///
    /// @param work returns lines about what it did
    /// @return the status that CloudFormation was told
    /// @throws java.io.UncheckedIOException if the answer is not taken; Lambda then runs the request again
    public String answered(CloudFormationCustomResourceEvent request, Supplier<List<String>> work) {
        return answer(request, work).deliver(request);
    }

    private StackAnswer answer(CloudFormationCustomResourceEvent request, Supplier<List<String>> work) {
        String id = request.getLogicalResourceId();
        try {
            work.get().forEach(log::info);
            return StackAnswer.success(id);
        } catch (RuntimeException e) {
            log.error("{} failed", request.getRequestType(), e);
            return StackAnswer.failure(id, undone + ": " + e.getMessage());
        }
    }
}
