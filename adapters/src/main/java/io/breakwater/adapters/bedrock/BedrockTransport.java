package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.adapters.credentials.TargetCredentials;
import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelTransport;
import io.breakwater.call.StoredCall;
import io.breakwater.dialect.json.ExactJson;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.AccountSession;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Calls models on Bedrock's runtime endpoint: one signed HTTP request per call, the answer passed through as JSON so
/// that nothing Bedrock adds is lost, and no retry of its own.
public final class BedrockTransport implements ModelTransport {
    private final SdkHttpClient http;
    private final TargetCredentials credentials;
    private final SignedRequests requests;
    private final ModelIds ids;
    private final Watchdog watchdog;
    private final InstantSource clock;
    private final ObjectMapper json = ExactJson.mapper();
    private final ErrorBody errors = new ErrorBody(json);

    /// Calls each target by its system profile.
    ///
    /// @param endpoints the `bedrock-runtime` endpoint of a Region
    public BedrockTransport(
            SdkHttpClient http,
            TargetCredentials credentials,
            Function<Region, URI> endpoints,
            Watchdog watchdog,
            InstantSource clock) {
        this(http, credentials, endpoints, ModelIds.SYSTEM, watchdog, clock);
    }

    /// @param endpoints the `bedrock-runtime` endpoint of a Region
    /// @param ids the ids by which a tenant's calls name their profiles
    public BedrockTransport(
            SdkHttpClient http,
            TargetCredentials credentials,
            Function<Region, URI> endpoints,
            ModelIds ids,
            Watchdog watchdog,
            InstantSource clock) {
        this.http = http;
        this.credentials = credentials;
        this.requests = new SignedRequests(endpoints);
        this.ids = ids;
        this.watchdog = watchdog;
        this.clock = clock;
    }

    /// Waiting for credentials counts against the time until the answer.
    @Override
    public Attempted call(Target target, ModelRequest request, CallLimits limits) {
        OpenCall.Timing timing = new OpenCall.Timing(watchdog, clock, limits, clock.instant());
        return switch (credentials.of(target, request.tenant(), limits.answer().length())) {
            case Found.Valid(AwsCredentialsIdentity identity) -> {
                ModelOperation operation = request.body().operation(request.stream());
                String modelId = modelId(target, request.tenant(), operation);
                Payload body = payload(request.body().addressed(modelId, request.stream()));
                ExecutableHttpRequest prepared = http.prepareRequest(requests.model(
                        target.source(), modelId, operation, request.body().headers(), body, identity));
                Attempted attempted = ofApi(target, operation, call(prepared, request, timing));
                yield judged(modelId, ofGuardrail(target, request, attempted));
            }
            case Found.NoneNow(String why, Duration askAgainIn) ->
                new Attempted.Failed(new Outcome.NoCredentials(why, askAgainIn));
            case Found.Refused(String why) -> new Attempted.Failed(new Outcome.BadCredentials(why, false));
        };
    }

    /// The id to call by. OpenAI's APIs take no application profile ("Responses", Amazon Bedrock User
    /// Guide; as seen), and for Anthropic's API it is not documented.
    private String modelId(Target target, TenantId tenant, ModelOperation operation) {
        return operation.api().isVendors() ? target.profile().value() : ids.of(target, tenant);
    }

    /// Classifies a missing API: a vendor's API may be missing in a Region that has Bedrock's own; if
    /// even those are missing, the endpoint is not Bedrock.
    private static Attempted ofApi(Target target, ModelOperation operation, Attempted attempted) {
        if (!(attempted instanceof Attempted.Failed(Outcome.ApiMissing(String why, var _)))) {
            return attempted;
        }
        return new Attempted.Failed(
                operation.api().isVendors()
                        ? new Outcome.ApiMissing(
                                operation.api().label() + " is not in "
                                        + target.source().value(),
                                false)
                        : new Outcome.Misconfigured(why));
    }

    /// Classifies a refused profile: if it is a tenant's own, that says nothing about the target.
    private Attempted judged(String modelId, Attempted attempted) {
        return attempted instanceof Attempted.Failed(Outcome.Misconfigured(String why)) && ids.refused(modelId)
                ? new Attempted.Failed(new Outcome.ProfileRefused(why))
                : attempted;
    }

    /// Classifies a refused guardrail: that says nothing about the target or about a tenant's own
    /// profile.
    private static Attempted ofGuardrail(Target target, ModelRequest request, Attempted attempted) {
        return attempted instanceof Attempted.Failed(Outcome outcome)
                        && request.guardrail().isPresent()
                ? new Attempted.Failed(
                        GuardrailRefusal.in(outcome, request.guardrail().get(), target))
                : attempted;
    }

    @Override
    public Attempted stored(Target target, TenantId tenant, StoredCall call, CallLimits limits) {
        return told(target, tenant, limits, identity -> requests.stored(target.source(), call, identity));
    }

    /// CountTokens takes a model's own id and no profile's ("CountTokens", Amazon Bedrock User Guide; as seen).
    @Override
    public Attempted counted(RoutedTarget target, TenantId tenant, ObjectNode input, CallLimits limits) {
        ObjectNode body = json.createObjectNode();
        body.set("input", input);
        return told(
                target.target(),
                tenant,
                limits,
                identity -> requests.counting(
                        target.target().source(), target.profile().model().id().value(), payload(body), identity));
    }

    /// Makes a call that no model answers.
    private Attempted told(
            Target target,
            TenantId tenant,
            CallLimits limits,
            Function<AwsCredentialsIdentity, HttpExecuteRequest> request) {
        OpenCall.Timing timing = new OpenCall.Timing(watchdog, clock, limits, clock.instant());
        return switch (credentials.of(target, tenant, limits.answer().length())) {
            case Found.Valid(AwsCredentialsIdentity identity) ->
                call(
                        http.prepareRequest(request.apply(identity)),
                        timing,
                        (_, body, watch) -> whole(json::readTree, this::told, body, watch, timing.untilAnswer()));
            case Found.NoneNow(String why, Duration askAgainIn) ->
                new Attempted.Failed(new Outcome.NoCredentials(why, askAgainIn));
            case Found.Refused(String why) -> new Attempted.Failed(new Outcome.BadCredentials(why, false));
        };
    }

    private Attempted call(ExecutableHttpRequest prepared, ModelRequest request, OpenCall.Timing timing) {
        TimeLimit limit = timing.untilAnswer();
        return call(prepared, timing, (response, body, watch) -> {
            InvokeAnswerHeaders headers = InvokeAnswerHeaders.of(request, response);
            return request.stream()
                    ? opened(
                            new OpenCall(AnswerReader.of(body, request.body(), json, errors), body, prepared, timing),
                            headers.told(),
                            watch,
                            limit)
                    : whole(
                            in -> request.body().read(json.createParser(in)),
                            answer -> answered(headers.charging(), answer, headers.told()),
                            body,
                            watch,
                            limit);
        });
    }

    /// Reads an answer that is not an error.
    private interface Reading {
        Attempted of(HttpExecuteResponse response, InputStream body, Watchdog.Watch watch) throws IOException;
    }

    private Attempted call(ExecutableHttpRequest prepared, OpenCall.Timing timing, Reading reading) {
        TimeLimit limit = timing.untilAnswer();
        try (Watchdog.Watch watch = watchdog.watch(limit.length(), prepared::abort)) {
            try {
                HttpExecuteResponse response = prepared.call();
                InputStream body = body(response);
                return response.httpResponse().isSuccessful()
                        ? reading.of(response, body, watch)
                        : failed(response, body);
            } catch (IOException broken) {
                prepared.abort();
                return new Attempted.Failed(
                        watch.fired()
                                ? new Outcome.TooSlow(limit.owner())
                                : new Outcome.Unreachable(Causes.describe(broken)));
            }
        }
    }

    static InputStream body(HttpExecuteResponse response) {
        Optional<AbortableInputStream> body = response.responseBody();
        return body.isPresent() ? body.get() : InputStream.nullInputStream();
    }

    private Attempted failed(HttpExecuteResponse response, InputStream in) throws IOException {
        try (in) {
            return new Attempted.Failed(OutcomeReader.read(errors.read(response.httpResponse(), in)));
        }
    }

    private interface Parsing {
        JsonNode of(InputStream in) throws IOException;
    }

    private Attempted whole(
            Parsing parsing,
            Function<ObjectNode, Attempted> reading,
            InputStream in,
            Watchdog.Watch watch,
            TimeLimit limit) {
        try (in) {
            return parsing.of(in) instanceof ObjectNode answer
                    ? reading.apply(answer)
                    : new Attempted.Failed(new Outcome.ServerFault());
        } catch (JsonProcessingException garbled) {
            return new Attempted.Failed(
                    hasBegun(garbled)
                            ? new Outcome.AnswerLost("an answer that is no JSON to its end")
                            : new Outcome.ServerFault());
        } catch (IOException broken) {
            return new Attempted.Failed(lost(broken, watch, limit));
        }
    }

    private static Outcome lost(IOException broken, Watchdog.Watch watch, TimeLimit limit) {
        return watch.fired() ? new Outcome.TooSlow(limit.owner()) : new Outcome.AnswerLost(Causes.describe(broken));
    }

    /// Whether the beginning of an answer could be read: then a model has written it. A page of a proxy cannot be
    /// read from its first character on.
    private static boolean hasBegun(JsonProcessingException garbled) {
        return garbled.getProcessor() instanceof JsonParser parser && parser.hasCurrentToken();
    }

    private Attempted answered(
            Function<ObjectNode, TokenUsage> charged, ObjectNode answer, Map<String, String> headers) {
        Optional<TokenUsage> told =
                answer.path("usage").isObject() ? Optional.of(charged.apply(answer)) : Optional.empty();
        return errors.inAnswer(answer)
                .<Attempted>map(error -> new Attempted.Failed(OutcomeReader.read(error, told)))
                .orElseGet(() -> new Attempted.Whole(answer, charged.apply(answer), headers));
    }

    private Attempted told(ObjectNode stored) {
        return errors.inStored(stored)
                .<Attempted>map(error -> new Attempted.Failed(OutcomeReader.read(error)))
                .orElseGet(() -> new Attempted.Whole(stored, TokenUsage.NONE));
    }

    private static Attempted opened(OpenCall call, Map<String, String> headers, Watchdog.Watch watch, TimeLimit limit) {
        Optional<Outcome> failed = beforeContent(call, watch, limit);
        if (failed.isEmpty()) {
            return new Attempted.Opened(call, headers);
        }
        call.close();
        return new Attempted.Failed(failed.get());
    }

    private static Optional<Outcome> beforeContent(OpenCall call, Watchdog.Watch watch, TimeLimit limit) {
        try {
            return call.awaitContent();
        } catch (IOException broken) {
            return Optional.of(lost(broken, watch, limit));
        }
    }

    private Payload payload(ObjectNode body) {
        Payload payload = new Payload();
        try {
            json.writeValue(payload, body);
            return payload;
        } catch (IOException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    @Override
    public void renewCredentials(Target target, TenantId tenant) {
        credentials.renew(target, tenant);
    }

    @Override
    public AccountSession session(Target target) {
        return credentials.session(target);
    }
}
