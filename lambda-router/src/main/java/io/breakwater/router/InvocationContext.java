package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import io.breakwater.router.runtime.Invocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An invocation in the form that libraries expect from Lambda's own Java runtime, made from the
/// Runtime API's headers and from the variables that Lambda sets in every execution environment
/// ("Defined runtime environment variables", AWS Lambda guide).
///
/// @param environment the function's variables
/// @param clock for the time that is left
record InvocationContext(Invocation invocation, Map<String, String> environment, InstantSource clock)
        implements Context {

    @Override
    public String getAwsRequestId() {
        return invocation.requestId();
    }

    @Override
    public String getInvokedFunctionArn() {
        return invocation.functionArn();
    }

    @Override
    public String getFunctionName() {
        return variable("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return variable("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getLogGroupName() {
        return variable("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return variable("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public int getMemoryLimitInMB() {
        return Integer.parseInt(environment.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "0"));
    }

    @Override
    public int getRemainingTimeInMillis() {
        Duration left = Duration.between(clock.instant(), invocation.deadline());
        return Math.clamp(left.toMillis(), 0, Integer.MAX_VALUE);
    }

    /// Calls through API Gateway have none.
    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    /// Calls through API Gateway have none.
    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public LambdaLogger getLogger() {
        return LambdaRuntime.getLogger();
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
