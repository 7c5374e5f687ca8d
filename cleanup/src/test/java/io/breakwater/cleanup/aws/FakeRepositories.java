package io.breakwater.cleanup.aws;

import java.util.List;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;

/// One repository with an image.
final class FakeRepositories implements EcrClient {
    private final String name;
    private final Runnable call;
    private boolean there = true;

    FakeRepositories(String name, Runnable call) {
        this.name = name;
        this.call = call;
    }

    String name() {
        return name;
    }

    String there() {
        return there ? "repository" : "";
    }

    @Override
    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest request) {
        call.run();
        Repository repository = Repository.builder()
                .repositoryName(name)
                .createdAt(FakeToolkits.MADE)
                .build();
        return DescribeRepositoriesResponse.builder()
                .repositories(there ? List.of(repository) : List.of())
                .build();
    }

    @Override
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        call.run();
        if (!request.force()) {
            throw RepositoryNotEmptyException.builder()
                    .message("it has an image")
                    .build();
        }
        there = false;
        return DeleteRepositoryResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "ecr";
    }

    @Override
    public void close() {}
}
