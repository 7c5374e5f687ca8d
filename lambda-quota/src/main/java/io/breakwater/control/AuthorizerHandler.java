package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyStore;
import io.breakwater.identity.KeyVerdict;
import io.breakwater.identity.KeyVerdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The REQUEST authorizer: turns an API key into a tenant, for every path of the stage at once.
///
/// A bad key on a Bedrock path is denied, which API Gateway answers with 403 as Bedrock does; on any other
/// path it is unauthorized, 401. Only the log has the reason. A call signed with AWS credentials is
/// denied on every path, since only a denial can say what to do instead.
public final class AuthorizerHandler implements RequestHandler<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizerHandler.class);

    /// The message for a missing and for a wrong key; it does not tell which.
    private static final String NOT_VALID = "the API key is not valid; send authorization: Bearer <key>";

    private static final String SIGNED =
            "the call is signed with AWS credentials; set AWS_BEARER_TOKEN_BEDROCK to your key";

    private final Verdicts verdicts;
    private final KeyPlace place;
    private final InstantSource clock;
    private final KeyReports reports;

    /// Made by Lambda, from the function's variables.
    public AuthorizerHandler() {
        this(DeployedControl.start(System.getenv()));
    }

    AuthorizerHandler(DeployedControl control) {
        this(
                control.reports()
                        .checked(
                                InstantSource.system().instant(),
                                () -> new Verdicts(control.keys(), control.check(), new UseNotes(control.uses()))),
                KeyPlace.of(control.settings().authorizerCache()),
                InstantSource.system(),
                control.reports());
        control.warmUpKeys();
    }

    /// The authorizer of an API that calls it for every request.
    ///
    /// @param uses records the last use of keys
    public AuthorizerHandler(KeyStore keys, KeyCheck check, BiConsumer<String, Instant> uses, InstantSource clock) {
        this(keys, check, uses, clock, KeyReports.NONE);
    }

    AuthorizerHandler(
            KeyStore keys, KeyCheck check, BiConsumer<String, Instant> uses, InstantSource clock, KeyReports reports) {
        this(new Verdicts(keys, check, new UseNotes(uses)), KeyPlace.ANY_HEADER, clock, reports);
    }

    private AuthorizerHandler(Verdicts verdicts, KeyPlace place, InstantSource clock, KeyReports reports) {
        this.verdicts = verdicts;
        this.place = place;
        this.clock = clock;
        this.reports = reports;
    }

    /// The same for an API that reuses its answers for this time: it reads only the header whose value
    /// is the cache key. Zero means no reuse.
    public AuthorizerHandler reusedFor(Duration cache) {
        return new AuthorizerHandler(verdicts, KeyPlace.of(cache), clock, reports);
    }

    @Override
    public IamPolicyResponseV1 handleRequest(APIGatewayCustomAuthorizerEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> authorize(event));
    }

    /// The policy for the caller of this event.
    ///
    /// @throws UnauthorizedException if the answer is 401
    public IamPolicyResponseV1 authorize(APIGatewayCustomAuthorizerEvent event) {
        Instant now = clock.instant();
        KeyVerdict verdict = place.key(event)
                .map(presented -> reports.checked(now, () -> verdicts.on(presented, source(event), now)))
                .orElse(new KeyVerdict.Rejected(Reason.MISSING));
        return switch (verdict) {
            case KeyVerdict.Accepted accepted -> AuthorizerPolicies.allow(event.getMethodArn(), accepted);
            case KeyVerdict.Rejected(Reason reason) -> refuse(event, reason);
        };
    }

    /// The source address by API Gateway; clients' headers about it do not count.
    private static Optional<String> source(APIGatewayCustomAuthorizerEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayCustomAuthorizerEvent.RequestContext::getIdentity)
                .map(APIGatewayCustomAuthorizerEvent.Identity::getSourceIp);
    }

    private IamPolicyResponseV1 refuse(APIGatewayCustomAuthorizerEvent event, Reason reason) {
        reports.refused().accept(clock.instant(), reason);
        LOG.debug("{} {} is refused: {}", event.getHttpMethod(), event.getPath(), reason);
        if (reason == Reason.MISSING && PresentedKey.isSigned(event.getHeaders())) {
            return AuthorizerPolicies.deny(event.getMethodArn(), SIGNED);
        }
        if (place.isBedrock(event)) {
            return AuthorizerPolicies.deny(event.getMethodArn(), NOT_VALID);
        }
        throw new UnauthorizedException();
    }
}
