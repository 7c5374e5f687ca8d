package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import io.breakwater.surface.ClientFamily;
import io.breakwater.surface.KeyRealm;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Where the authorizer looks for a key, and which paths get Bedrock's answer to a bad one.
enum KeyPlace {
    /// Each of the headers that clients use, on every path.
    ANY_HEADER {
        @Override
        Optional<String> key(APIGatewayCustomAuthorizerEvent event) {
            return PresentedKey.in(event.getHeaders());
        }

        @Override
        boolean isBedrock(APIGatewayCustomAuthorizerEvent event) {
            return ClientFamily.of(event.getPath()) == ClientFamily.BEDROCK;
        }
    },

    /// The one header of the realm that API Gateway routed the request to. API Gateway caches the
    /// answer under this header's value, for every caller that sends the same value: a key from another
    /// header would admit every caller that sends the same placeholder as its owner.
    ONE_HEADER {
        @Override
        Optional<String> key(APIGatewayCustomAuthorizerEvent event) {
            return PresentedKey.in(event.getHeaders(), realm(event));
        }

        @Override
        boolean isBedrock(APIGatewayCustomAuthorizerEvent event) {
            return realm(event) == KeyRealm.BEDROCK;
        }
    };

    /// The place that fits an API with this cache time.
    static KeyPlace of(Duration cache) {
        return cache.isZero() ? ANY_HEADER : ONE_HEADER;
    }

    abstract Optional<String> key(APIGatewayCustomAuthorizerEvent event);

    abstract boolean isBedrock(APIGatewayCustomAuthorizerEvent event);

    private static KeyRealm realm(APIGatewayCustomAuthorizerEvent event) {
        return KeyRealm.of(Objects.requireNonNullElse(event.getResource(), ""));
    }
}
