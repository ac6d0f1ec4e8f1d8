-- One database for each service, and one role that may enter it: no join can cross a boundary.
\getenv users_password USERS_PASSWORD
\getenv content_password CONTENT_PASSWORD
\getenv notifications_password NOTIFICATIONS_PASSWORD

CREATE ROLE users LOGIN PASSWORD :'users_password';
CREATE ROLE content LOGIN PASSWORD :'content_password';
CREATE ROLE notifications LOGIN PASSWORD :'notifications_password';

CREATE DATABASE users OWNER users;
CREATE DATABASE content OWNER content;
CREATE DATABASE notifications OWNER notifications;

REVOKE CONNECT ON DATABASE users, content, notifications FROM PUBLIC;
