package io.breakwater.ops.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks the operators' API of one gateway.
///
/// @param base where the API is, without a slash at the end: the stage of a deployed one
/// @param patience how long an answer may take
record AdminClient(URI base, Signer signer, Duration patience) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Longer than API Gateway waits for the function, which is 29 s.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    AdminClient(URI base, Signer signer) {
        this(base, signer, LONGEST);
    }

    /// @param path what follows `/admin/`, of [UrlNames]
    /// @throws CtlException if there is no answer, or a refusal, with the API's own message
    JsonNode call(String method, String path, ObjectNode body) {
        URI uri = URI.create(base + "/admin/" + path.replace(":", "%3A"));
        byte[] bytes = body.isEmpty() ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("content-type", "application/json")
                .method(method, bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
        signer.headers(method, uri, bytes).forEach(request::setHeader);
        return read(send(request.build()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (HttpConnectTimeoutException | ConnectException e) {
            throw new CtlException("there is no answer from " + base + "; is the gateway running?", e);
        } catch (HttpTimeoutException e) {
            throw unknown("has not answered within %d s".formatted(patience.toSeconds()), e);
        } catch (IOException e) {
            throw unknown("broke off (%s)".formatted(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CtlException("stopped before the gateway answered", e);
        }
    }

    /// The error for a request that the gateway may have received.
    private CtlException unknown(String what, IOException cause) {
        return new CtlException(
                "%s %s; it is not known whether the request was executed: check before you repeat it"
                        .formatted(base, what),
                cause);
    }

    private JsonNode read(HttpResponse<String> answer) {
        JsonNode body = json(answer);
        if (answer.statusCode() / 100 == 2) {
            return body;
        }
        String message = body.at("/error/message").asText(body.path("message").asText(""));
        throw new CtlException("%d: %s%s"
                .formatted(
                        answer.statusCode(),
                        message.isEmpty() ? "no reason given" : message,
                        hint(answer.statusCode())));
    }

    private JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException other) {
            throw new CtlException(
                    "%s answered %d with something that is not JSON; is it a Breakwater gateway?"
                            .formatted(base, answer.statusCode()),
                    other);
        }
    }

    private static String hint(int status) {
        return status == 403
                ? "; locally give --token-file, for an environment credentials that may execute-api:Invoke its /admin"
                : "";
    }
}
