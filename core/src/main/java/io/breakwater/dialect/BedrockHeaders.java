package io.breakwater.dialect;

import io.breakwater.model.Guardrail;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What clients ask of Bedrock in headers, where an API has no member for it ("InvokeModel", Amazon Bedrock API
/// Reference): a guardrail with its version and trace, a service tier, a latency. They mean the same in every dialect.
public final class BedrockHeaders {
    private static final String PREFIX = "x-amzn-bedrock-";
    private static final String GUARDRAIL = PREFIX + "guardrailidentifier";
    private static final String VERSION = PREFIX + "guardrailversion";
    private static final String TRACE = PREFIX + "trace";
    private static final String TIER = PREFIX + "service-tier";
    private static final String LATENCY = PREFIX + "performanceconfig-latency";

    /// The tier that costs less than budgets count, and that models may lack.
    private static final String FLEX = "flex";

    /// The headers of an answer that tell its caller by which tier and with which latency it was made.
    public static final Set<String> ANSWERED = Set.of(TIER, LATENCY);

    private BedrockHeaders() {}

    /// Whether the tier `flex` is asked for.
    public static boolean asksForFlex(ApiRequest request) {
        return request.header(TIER).filter(FLEX::equals).isPresent();
    }

    /// A call with the guardrail that its headers ask for, unless its body asks for one; or the refusal of what
    /// they ask for and nobody has.
    ///
    /// @param flex whether the tier `flex` may be asked for
    /// @param decode reads the body
    public static Decoded heed(ApiRequest request, boolean flex, Supplier<Decoded> decode) {
        return wrong(request, flex).<Decoded>map(Decoded.Refused::new).orElseGet(() -> switch (decode.get()) {
            case Decoded.Call(ModelCall call, Responder responder)
            when request.header(GUARDRAIL).isPresent() && call.guardrail().isEmpty() ->
                new Decoded.Call(call.asking(guardrail(request)), responder);
            case Decoded decoded -> decoded;
        });
    }

    private static AskedGuardrail guardrail(ApiRequest request) {
        return new AskedGuardrail(
                GUARDRAIL,
                request.header(GUARDRAIL).orElse(""),
                request.header(VERSION).filter(version -> !version.isEmpty()),
                request.header(TRACE).flatMap(Guardrail.Trace::of),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Refusal> wrong(ApiRequest request, boolean flex) {
        if (request.header(VERSION).isPresent() && request.header(GUARDRAIL).isEmpty()) {
            return refused(VERSION, "is of no guardrail; send " + GUARDRAIL + " with it, or leave it out");
        }
        if (request.header(TRACE)
                .filter(trace -> Guardrail.Trace.of(trace).isEmpty())
                .isPresent()) {
            return refused(TRACE, "must be ENABLED, DISABLED or ENABLED_FULL");
        }
        return unusual(request, TIER, flex ? Set.of("default", FLEX) : Set.of("default"))
                .or(() -> unusual(request, LATENCY, Set.of("standard")));
    }

    private static Optional<Refusal> unusual(ApiRequest request, String header, Set<String> usual) {
        return request.header(header).filter(value -> !usual.contains(value)).isPresent()
                ? refused(header, "asks for what has quotas and prices of its own; leave it out")
                : Optional.empty();
    }

    private static Optional<Refusal> refused(String header, String why) {
        return Optional.of(Refusal.invalidRequest("the header " + header + " " + why, Optional.of(header)));
    }
}
