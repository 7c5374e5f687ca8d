package io.breakwater.cleanup.own;

import java.util.Set;

/// A kind of resource that an environment has or leaves behind, in the order in which they are removed: first what
/// others depend on least, parameters after the setting that one of them keeps, log groups last, as what still runs
/// may write a last line. The last three are the CDK's bootstrap, which is no environment's own.
public enum Kind {
    INVOCATION_LOGGING("Bedrock invocation logging"),
    ALARM("CloudWatch alarm"),
    DASHBOARD("CloudWatch dashboard"),
    USAGE_PLAN("usage plan"),
    API_KEY("API Gateway key"),
    REST_API("REST API"),
    FUNCTION("Lambda function"),
    INFERENCE_PROFILE("application inference profile"),
    ROLE("IAM role"),
    POLICY("IAM policy"),
    TABLE("DynamoDB table"),
    SECRET("secret"),
    PARAMETER("SSM parameter"),
    TOPIC("SNS topic"),
    KEY("KMS key"),
    LOG_GROUP("log group"),
    ASSET_BUCKET("CDK asset bucket"),
    ASSET_REPOSITORY("CDK image repository"),
    TOOLKIT("CDK bootstrap stack");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// `IAM policies`
    public String plural() {
        return label.endsWith("cy") || label.endsWith("ry")
                ? label.substring(0, label.length() - 1) + "ies"
                : label + "s";
    }

    /// Whether it belongs to the CDK's bootstrap and not to an environment.
    public boolean ofBootstrap() {
        return this == ASSET_BUCKET || this == ASSET_REPOSITORY || this == TOOLKIT;
    }

    /// Its types in CloudFormation.
    Set<String> types() {
        return switch (this) {
            case INVOCATION_LOGGING -> Set.of();
            case ALARM -> Set.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm");
            case DASHBOARD -> Set.of("AWS::CloudWatch::Dashboard");
            case USAGE_PLAN -> Set.of("AWS::ApiGateway::UsagePlan");
            case API_KEY -> Set.of("AWS::ApiGateway::ApiKey");
            case REST_API -> Set.of("AWS::ApiGateway::RestApi");
            case FUNCTION -> Set.of("AWS::Lambda::Function");
            case INFERENCE_PROFILE -> Set.of("AWS::Bedrock::ApplicationInferenceProfile");
            case ROLE -> Set.of("AWS::IAM::Role");
            case POLICY -> Set.of("AWS::IAM::ManagedPolicy");
            case TABLE -> Set.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable");
            case SECRET -> Set.of("AWS::SecretsManager::Secret");
            case PARAMETER -> Set.of("AWS::SSM::Parameter");
            case TOPIC -> Set.of("AWS::SNS::Topic");
            case KEY -> Set.of("AWS::KMS::Key");
            case LOG_GROUP -> Set.of("AWS::Logs::LogGroup");
            case ASSET_BUCKET -> Set.of("AWS::S3::Bucket");
            case ASSET_REPOSITORY -> Set.of("AWS::ECR::Repository");
            case TOOLKIT -> Set.of("AWS::CloudFormation::Stack");
        };
    }

    /// Whether an account has it once for all Regions. Dashboards are such ("PutDashboard", Amazon CloudWatch API
    /// Reference).
    public boolean global() {
        return this == ROLE || this == POLICY || this == DASHBOARD;
    }

    /// Whether CloudFormation knows it by its name: then the record of an untagged resource proves no
    /// more than its name, as another one may have been created with that name since. Managed policies,
    /// which CloudFormation does not tag, therefore stay doubtful: a role may depend on the newer one.
    boolean recordedByName() {
        return switch (this) {
            case ALARM, FUNCTION, ROLE, POLICY, TABLE, PARAMETER, TOPIC -> true;
            case INVOCATION_LOGGING,
                    DASHBOARD,
                    USAGE_PLAN,
                    API_KEY,
                    REST_API,
                    INFERENCE_PROFILE,
                    SECRET,
                    KEY,
                    LOG_GROUP,
                    ASSET_BUCKET,
                    ASSET_REPOSITORY,
                    TOOLKIT -> false;
        };
    }

    /// Whether the environment's functions create such resources too, so that one outside all stacks is
    /// not a stray.
    boolean madeAtRunTime() {
        return this == SECRET || this == PARAMETER || this == INVOCATION_LOGGING;
    }
}
