package io.breakwater.ops.doctor;

import io.breakwater.ops.probe.Probe;
import java.util.List;

/// Whether API Gateway may write logs. Without a role for logs, one for all APIs of an account and
/// Region, it refuses a stage with an access log ("Set up CloudWatch logging for REST APIs in API
/// Gateway", API Gateway Developer Guide).
record ApiLogs() implements Check {

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        Finding finding = Finding.of(probe.apiLogsRole(), role -> new Finding.Ok("it is " + role), ApiLogs::missing);
        return List.of(new Line("API Gateway's role for logs", place, finding));
    }

    private static Finding missing() {
        return new Finding.Wrong(
                "there is none, and the deploy would fail at the API's stage",
                "make a role with the policy AmazonAPIGatewayPushToCloudWatchLogs, as docs/operations.md shows, and:"
                        + " aws apigateway update-account --patch-operations"
                        + " op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN");
    }
}
