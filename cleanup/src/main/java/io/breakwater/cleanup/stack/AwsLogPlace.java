package io.breakwater.cleanup.stack;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// The functions of Lambda and the log groups of CloudWatch Logs.
record AwsLogPlace(LambdaClient lambda, CloudWatchLogsClient logs) implements LogPlace {

    @Override
    public boolean hasFunction(String name) {
        try {
            lambda.getFunctionConfiguration(get -> get.functionName(name));
            return true;
        } catch (software.amazon.awssdk.services.lambda.model.ResourceNotFoundException absent) {
            return false;
        }
    }

    /// Lists the group's streams, because a right to list groups cannot be limited to some of them.
    @Override
    public boolean hasGroup(String name) {
        try {
            logs.describeLogStreams(describe -> describe.logGroupName(name).limit(1));
            return true;
        } catch (software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException absent) {
            return false;
        }
    }

    @Override
    public boolean deleteGroup(String name) {
        try {
            logs.deleteLogGroup(delete -> delete.logGroupName(name));
            return true;
        } catch (software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException absent) {
            return false;
        }
    }
}
