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

/// The authorizers that check keys: one function, behind one authorizer of API Gateway or one for each
/// realm.
///
/// Without a cache the function is called for every request and finds the key in any of the three
/// headers that clients use, so that a revoked key is refused at once. With a cache, API Gateway
/// answers from it only if every identity source is present, and refuses a request that lacks one with
/// 401. A client sends only one of the three headers, so with a cache each path takes the header that
/// its SDKs send ([KeyRealm]). The source address is part of the cache key, since a key may be valid
/// only from some addresses.
///
/// An authorizer has a cache of its own, for all methods that share it. An allowance is valid for all
/// of them: its policy covers the whole stage, whichever path was requested first. A refusal by error
/// (401) is not cached. On Bedrock's paths the function refuses with a denial (403), which is cached
/// like an allowance: with a common authorizer, a bad key's next call to an OpenAI path would get that
/// 403. So Bedrock has an authorizer of its own, with the same header.
final class Authorizers {
    private final Construct scope;
    private final Props props;
    private final Map<KeyRealm, IAuthorizer> byRealm = new EnumMap<>(KeyRealm.class);

    /// @param cache how long an answer is cached; zero for never
    record Props(Naming naming, IFunction function, Duration cache) {
        /// Whether each realm has resources and an authorizer of its own.
        boolean cached() {
            return !cache.isZero();
        }
    }

    /// @param scope the construct that they become parts of
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

    /// @param suffix the suffix of its name. With and without a cache there are different authorizers,
    /// not one with other properties: so the API changes all at once, with its deployment.
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
