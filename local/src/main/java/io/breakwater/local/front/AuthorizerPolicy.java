package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a policy document as API Gateway does: a deny that matches wins, and without a matching allow there
/// is none.
final class AuthorizerPolicy {

    static boolean allows(IamPolicyResponseV1 response, String methodArn) {
        Collection<?> statements = list(response.getPolicyDocument().get("Statement"));
        return statements.stream().anyMatch(statement -> matches(statement, "Allow", methodArn))
                && statements.stream().noneMatch(statement -> matches(statement, "Deny", methodArn));
    }

    private static boolean matches(Object statement, String effect, String methodArn) {
        return statement instanceof Map<?, ?> map
                && effect.equals(map.get("Effect"))
                && list(map.get("Resource")).stream().anyMatch(resource -> covers(resource.toString(), methodArn));
    }

    private static boolean covers(String pattern, String arn) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(expression, arn);
    }

    private static Collection<?> list(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Collection<?> many -> many;
            case Object[] many -> Arrays.asList(many);
            case Object one -> Arrays.asList(one);
        };
    }

    private AuthorizerPolicy() {}
}
