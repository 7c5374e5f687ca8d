package io.breakwater.infra.gateway;

import static java.util.Objects.requireNonNull;

import io.breakwater.naming.Naming;
import io.breakwater.surface.KeyRealm;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.services.apigateway.CfnAuthorizer;
import software.amazon.awscdk.services.apigateway.IAuthorizer;
import software.amazon.awscdk.services.apigateway.IdentitySource;
import software.amazon.awscdk.services.apigateway.RequestAuthorizer;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// Who is asked about the key of a request: one function, by one authorizer of API Gateway or by one for each realm.
///
/// Without a cache it is asked about every request and finds the key in any of the three headers that clients use,
/// so that a revoked key is out at once. API Gateway answers from its cache only where each identity source is there,
/// and refuses a request that lacks one with 401. A client sends one header of the three, so with a cache each path
/// takes the one that its SDKs send ([KeyRealm]), and the source address is part of what an answer is kept under: a
/// key may be good from some addresses only.
///
/// An authorizer has a cache of its own, for all methods that share it. An allowance may be used for all of them:
/// its policy covers the whole stage, which is why it does not matter which path was asked about first. What the
/// function refuses with an error (401) is not kept. On Bedrock's paths it refuses with a denial (403), which is
/// kept like an allowance: with an authorizer in common, a bad key's next call to an OpenAI path would get that 403.
/// Hence Bedrock's own, with the same header.
final class Authorizers {
    private final Construct scope;
    private final Props props;
    private final Map<KeyRealm, IAuthorizer> byRealm = new EnumMap<>(KeyRealm.class);

    /// @param cache how long an answer is kept; zero is not at all
    record Props(Naming naming, IFunction function, Duration cache) {
        /// Whether each realm has resources and an authorizer of its own.
        boolean cached() {
            return !cache.isZero();
        }
    }

    /// @param scope what they become parts of
    Authorizers(Construct scope, Props props) {
        this.scope = scope;
        this.props = props;
        byRealm.put(KeyRealm.SHARED, props.cached() ? caching(KeyRealm.SHARED) : asking());
        if (props.cached()) {
            byRealm.put(KeyRealm.BEDROCK, caching(KeyRealm.BEDROCK));
            byRealm.put(KeyRealm.ANTHROPIC, caching(KeyRealm.ANTHROPIC));
            byRealm.put(KeyRealm.AZURE, caching(KeyRealm.AZURE));
        }
    }

    private IAuthorizer asking() {
        RequestAuthorizer made = authorizer("").identitySources(List.of()).build();
        ((CfnAuthorizer) requireNonNull(made.getNode().getDefaultChild()))
                .addPropertyDeletionOverride("IdentitySource");
        return made;
    }

    private IAuthorizer caching(KeyRealm realm) {
        return authorizer("-" + realm.name().toLowerCase(Locale.ROOT))
                .identitySources(
                        List.of(IdentitySource.header(realm.header()), IdentitySource.context("identity.sourceIp")))
                .build();
    }

    /// @param suffix of its name. With a cache and without one it is another authorizer, not the same with other
    /// properties: what the API serves changes all at once, with its deployment.
    private RequestAuthorizer.Builder authorizer(String suffix) {
        return RequestAuthorizer.Builder.create(scope, "Authorizer" + suffix)
                .authorizerName(props.naming().api() + suffix)
                .handler(props.function())
                .resultsCacheTtl(
                        software.amazon.awscdk.Duration.seconds(props.cache().toSeconds()));
    }

    /// The authorizer for the methods of this realm's resources.
    IAuthorizer of(KeyRealm realm) {
        return requireNonNull(byRealm.get(realm));
    }
}
