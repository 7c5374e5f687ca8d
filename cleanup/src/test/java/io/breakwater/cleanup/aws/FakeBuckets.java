package io.breakwater.cleanup.aws;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// One account's S3 buckets: the bootstrap's, and one that only looks like it. A page has five entries.
final class FakeBuckets implements S3Client {
    private static final int PAGE = 5;
    private static final long BYTES = 1_000_000;

    private final String name;
    private final Runnable call;
    private final List<String> versions = new ArrayList<>();
    private boolean there = true;

    FakeBuckets(String name, int count, Runnable call) {
        this.name = name;
        this.call = call;
        for (int i = 0; i < count; i++) {
            versions.add(i % 3 == 2 ? "marker-" + i : "version-" + i);
        }
    }

    String name() {
        return name;
    }

    String there() {
        return there ? "bucket with " + versions.size() : "";
    }

    @Override
    public synchronized ListBucketsResponse listBuckets(ListBucketsRequest request) {
        call.run();
        List<String> names = there ? List.of(name, name.replace("cdk-", "cdk-own-")) : List.of();
        return ListBucketsResponse.builder()
                .buckets(names.stream()
                        .map(each -> Bucket.builder()
                                .name(each)
                                .creationDate(FakeToolkits.MADE)
                                .build())
                        .toList())
                .build();
    }

    /// If the last page ended with a version that has since been deleted, there is no next page.
    @Override
    public synchronized ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        call.run();
        if (!request.bucket().equals(name)) {
            return ListObjectVersionsResponse.builder().isTruncated(false).build();
        }
        String marker = request.versionIdMarker() == null ? "" : request.versionIdMarker();
        List<String> rest = versions.stream()
                .filter(version -> marker.isEmpty() || versions.contains(marker))
                .filter(version -> number(version) > number(marker))
                .toList();
        List<String> page = rest.stream().limit(PAGE).toList();
        return ListObjectVersionsResponse.builder()
                .isTruncated(rest.size() > PAGE)
                .nextKeyMarker("asset.zip")
                .nextVersionIdMarker(page.isEmpty() ? "" : page.getLast())
                .versions(page.stream()
                        .filter(version -> version.startsWith("version"))
                        .map(version -> ObjectVersion.builder()
                                .key("asset.zip")
                                .versionId(version)
                                .size(BYTES)
                                .build())
                        .toList())
                .deleteMarkers(page.stream()
                        .filter(version -> version.startsWith("marker"))
                        .map(version -> DeleteMarkerEntry.builder()
                                .key("asset.zip")
                                .versionId(version)
                                .build())
                        .toList())
                .build();
    }

    private static int number(String version) {
        return version.isEmpty() ? -1 : Integer.parseInt(version.substring(version.indexOf('-') + 1));
    }

    @Override
    public synchronized DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        call.run();
        request.delete().objects().stream().map(ObjectIdentifier::versionId).forEach(versions::remove);
        return DeleteObjectsResponse.builder().build();
    }

    @Override
    public synchronized DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        call.run();
        if (!there || !versions.isEmpty()) {
            throw refused(there ? "BucketNotEmpty" : "NoSuchBucket");
        }
        there = false;
        return DeleteBucketResponse.builder().build();
    }

    private static RuntimeException refused(String code) {
        return S3Exception.builder()
                .message(code)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
