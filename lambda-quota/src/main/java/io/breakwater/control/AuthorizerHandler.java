package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyStore;
import io.breakwater.identity.KeyText;
import io.breakwater.identity.KeyUses;
import io.breakwater.identity.KeyVerdict;
import io.breakwater.identity.KeyVerdict.Reason;
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
/// path it is unauthorized, 401. The reason goes to the log only.
public final class AuthorizerHandler implements RequestHandler<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizerHandler.class);
    private static final String BEDROCK = "/model/";

    private final KeyStore keys;
    private final KeyCheck check;
    private final UseNotes notes;
    private final InstantSource clock;
    private final BiConsumer<Instant, Reason> refusals;

    /// As Lambda makes it, from the function's variables.
    public AuthorizerHandler() {
        this(DeployedControl.start(System.getenv()));
    }

    AuthorizerHandler(DeployedControl control) {
        this(control.keys(), control.check(), control.uses(), InstantSource.system(), control.refusals());
    }

    /// @param uses where the last use of keys is noted
    public AuthorizerHandler(KeyStore keys, KeyCheck check, KeyUses uses, InstantSource clock) {
        this(keys, check, uses, clock, (_, _) -> {});
    }

    /// @param refusals told when and why a key is refused
    AuthorizerHandler(
            KeyStore keys, KeyCheck check, KeyUses uses, InstantSource clock, BiConsumer<Instant, Reason> refusals) {
        this.keys = keys;
        this.check = check;
        this.notes = new UseNotes(uses);
        this.clock = clock;
        this.refusals = refusals;
    }

    @Override
    public IamPolicyResponseV1 handleRequest(APIGatewayCustomAuthorizerEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> authorize(event));
    }

    /// The policy for the caller of this event.
    ///
    /// @throws UnauthorizedException if the answer is 401
    public IamPolicyResponseV1 authorize(APIGatewayCustomAuthorizerEvent event) {
        KeyVerdict verdict = PresentedKey.in(event.getHeaders())
                .map(presented -> verdict(presented, source(event)))
                .orElse(new KeyVerdict.Rejected(Reason.MISSING));
        return switch (verdict) {
            case KeyVerdict.Accepted accepted -> Policies.allow(event.getMethodArn(), accepted);
            case KeyVerdict.Rejected(Reason reason) -> refuse(event, reason);
        };
    }

    /// API Gateway's word for where the call came from; what clients say of it in headers does not count.
    private static Optional<String> source(APIGatewayCustomAuthorizerEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayCustomAuthorizerEvent.RequestContext::getIdentity)
                .map(APIGatewayCustomAuthorizerEvent.Identity::getSourceIp);
    }

    private KeyVerdict verdict(String presented, Optional<String> source) {
        return switch (ApiKey.parse(presented)) {
            case KeyText.WellFormed(ApiKey key) -> verdict(key, source);
            case KeyText.Malformed _ -> new KeyVerdict.Rejected(Reason.MALFORMED);
        };
    }

    private KeyVerdict verdict(ApiKey key, Optional<String> source) {
        Instant now = clock.instant();
        Optional<KeyRecord> found = keys.find(key.keyId());
        KeyVerdict verdict = check.check(key, found, source, now);
        switch (verdict) {
            case KeyVerdict.Accepted _ -> found.ifPresent(known -> notes.note(known, now));
            case KeyVerdict.Rejected(Reason reason) -> LOG.warn("key {} is refused: {}", key, reason);
        }
        return verdict;
    }

    private IamPolicyResponseV1 refuse(APIGatewayCustomAuthorizerEvent event, Reason reason) {
        refusals.accept(clock.instant(), reason);
        LOG.debug("{} {} is refused: {}", event.getHttpMethod(), event.getPath(), reason);
        if (event.getPath().startsWith(BEDROCK)) {
            return Policies.deny(event.getMethodArn());
        }
        throw new UnauthorizedException();
    }
}
