package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import io.breakwater.surface.ClientFamily;
import io.breakwater.surface.KeyRealm;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Where the authorizer looks for a key, and who is told of a bad one in Bedrock's way.
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

    /// The one header of the realm that API Gateway routed the request to. API Gateway keeps the answer under this
    /// header's value, for whoever sends that value next: a key out of another header would let in everybody who
    /// sends the same placeholder as its owner.
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

    /// What fits an API that keeps answers for so long.
    static KeyPlace of(Duration cache) {
        return cache.isZero() ? ANY_HEADER : ONE_HEADER;
    }

    abstract Optional<String> key(APIGatewayCustomAuthorizerEvent event);

    abstract boolean isBedrock(APIGatewayCustomAuthorizerEvent event);

    private static KeyRealm realm(APIGatewayCustomAuthorizerEvent event) {
        return KeyRealm.of(Objects.requireNonNullElse(event.getResource(), ""));
    }
}
