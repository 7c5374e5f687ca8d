package io.breakwater.dialect.anthropic;

import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ClientFamily;
import java.util.List;
import java.util.Optional;

/// `POST /v1/messages` and `/v1/messages/count_tokens` as Anthropic's clients speak them ("Messages", Claude
/// API reference). Claude gets the client's own JSON, except for the members that the gateway sets;
/// unknown headers are ignored.
public final class AnthropicDialect implements Dialect {
    static final String VERSION = "anthropic-version";

    /// "Versions", Claude API documentation.
    private static final List<String> VERSIONS = List.of(MessagesBody.OLDER_VERSION, MessagesBody.NEWER_VERSION);

    private final BodyGate gate;

    public AnthropicDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public ClientFamily clients() {
        return ClientFamily.ANTHROPIC;
    }

    /// A dry run is in this dialect if it names the version of the API, as these clients always do.
    @Override
    public boolean isSpoken(ApiRequest request) {
        boolean planned = request.path().equals(ApiOperation.PLAN.path());
        return planned ? request.header(VERSION).isPresent() : Dialect.super.isSpoken(request);
    }

    @Override
    public Decoded decode(ApiRequest request, NameResolver names) {
        return version(request)
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> BedrockHeaders.heed(
                        request,
                        false,
                        () -> gate.read(
                                request,
                                body -> new MessagesRequest(
                                                body,
                                                request.header(VERSION).orElseThrow(),
                                                MessagesBetas.of(request),
                                                isCounting(request))
                                        .decode(names))));
    }

    private static boolean isCounting(ApiRequest request) {
        return request.path().equals(ApiOperation.COUNT_MESSAGE_TOKENS.path());
    }

    private static Optional<Refusal> version(ApiRequest request) {
        Optional<String> version = request.header(VERSION);
        if (version.filter(VERSIONS::contains).isPresent()) {
            return Optional.empty();
        }
        String wrong = version.map(got -> "is not a known version, got " + Refusal.quoted(got))
                .orElse("is missing");
        return Optional.of(Refusal.invalidRequest(
                "the header %s %s; send %s".formatted(VERSION, wrong, String.join(" or ", VERSIONS)),
                Optional.of(VERSION)));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return AnthropicErrors.reply(refusal, requestId);
    }
}
