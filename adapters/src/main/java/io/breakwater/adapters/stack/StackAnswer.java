package io.breakwater.adapters.stack;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The answer to CloudFormation about a custom resource, by a PUT to the pre-signed URL of its request
/// ("Custom resource request and response reference", AWS CloudFormation User Guide).
///
/// @param physicalId the same in every answer: a different one would make CloudFormation delete the
/// resource
/// @param reason why it failed; shown to the person who deploys
public record StackAnswer(boolean success, String physicalId, String reason) {
    /// The longest reason in characters of up to three bytes. An answer has at most 4,096 bytes; its
    /// ids take some hundreds.
    private static final int LONGEST_REASON = 1_000;

    private static final Duration LONGEST = Duration.ofSeconds(10);

    public static StackAnswer success(String physicalId) {
        return new StackAnswer(true, physicalId, "");
    }

    public static StackAnswer failure(String physicalId, String reason) {
        return new StackAnswer(
                false, physicalId, reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    }

    /// `SUCCESS` or `FAILED`.
    public String status() {
        return success ? "SUCCESS" : "FAILED";
    }

    private String json(CloudFormationCustomResourceEvent request) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Status", status())
                .put("Reason", reason)
                .put("PhysicalResourceId", physicalId)
                .put("StackId", request.getStackId())
                .put("RequestId", request.getRequestId())
                .put("LogicalResourceId", request.getLogicalResourceId())
                .toString();
    }

    /// Answers the request.
    ///
    /// @return the status that CloudFormation was told
    /// @throws UncheckedIOException if CloudFormation does not take the answer; Lambda then runs the
    /// request again
    public String deliver(CloudFormationCustomResourceEvent request) {
        try {
            send(request);
        } catch (IOException e) {
            throw new UncheckedIOException("CloudFormation did not take the answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before CloudFormation had its answer", e);
        }
        return status();
    }

    /// No content type: the URL is signed for an empty one.
    private void send(CloudFormationCustomResourceEvent request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build()) {
            HttpResponse<String> taken = http.send(
                    HttpRequest.newBuilder(URI.create(request.getResponseUrl()))
                            .timeout(LONGEST)
                            .PUT(BodyPublishers.ofString(json(request)))
                            .build(),
                    BodyHandlers.ofString());
            if (taken.statusCode() / 100 != 2) {
                throw new IOException(
                        "CloudFormation's response URL answered " + taken.statusCode() + " to " + status());
            }
        }
    }
}
