package io.breakwater.adapters.credentials;

import io.breakwater.model.AccountId;
import io.breakwater.naming.Naming;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/// How an operator's command enters the accounts of an environment: with the caller's own credentials
/// in their own account, elsewhere through a role that the caller may assume.
///
/// @param own the caller's own credentials
/// @param caller the account of those credentials
/// @param role the name of the role to assume in other accounts
public record AccountAccess(StsClient sts, AwsCredentialsProvider own, AccountId caller, String role) {
    /// Names the role to assume in other accounts.
    public static final String ROLE_VARIABLE = "BREAKWATER_ACCOUNT_ROLE";

    /// The role if the variable is not set.
    public static final String USUAL_ROLE = Naming.USUAL_ACCOUNT_ROLE;

    private static final String SESSION = "breakwater-operator";

    /// Asks STS who the caller is.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException if there are no credentials, or wrong ones
    public static AccountAccess of(StsClient sts, AwsCredentialsProvider own, String role) {
        AccountId caller = new AccountId(sts.getCallerIdentity(_ -> {}).account());
        return new AccountAccess(sts, own, caller, role);
    }

    /// Credentials of an account, for an hour at most.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException if the role may not be assumed
    public AwsCredentialsProvider to(AccountId account) {
        return account.equals(caller) ? own : assumed(request(account).build());
    }

    /// Credentials of an account, limited by a policy if they come from an assumed role ("Session
    /// policies", IAM User Guide). The caller's own credentials stay unlimited.
    ///
    /// @param policy an IAM policy, at most 2,048 characters
    /// @throws software.amazon.awssdk.core.exception.SdkException if the role may not be assumed
    public AwsCredentialsProvider limited(AccountId account, String policy) {
        return account.equals(caller)
                ? own
                : assumed(request(account).policy(policy).build());
    }

    private AssumeRoleRequest.Builder request(AccountId account) {
        return AssumeRoleRequest.builder().roleArn(roleArn(account)).roleSessionName(SESSION);
    }

    /// The role that is assumed in an account.
    public String roleArn(AccountId account) {
        return "arn:aws:iam::" + account + ":role/" + role;
    }

    private AwsCredentialsProvider assumed(AssumeRoleRequest request) {
        AssumeRoleResponse answer = sts.assumeRole(request);
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                answer.credentials().accessKeyId(),
                answer.credentials().secretAccessKey(),
                answer.credentials().sessionToken()));
    }
}
