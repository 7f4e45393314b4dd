-- Who is who in the database, made once by psql when docker-compose.yml sets Postgres up. Elsewhere, your own tools do
-- the same: an owner for the schema, and a login for the service that can be nothing but the app role.

\getenv owner_password KIWIMESH_OWNER_PASSWORD
\getenv service_password KIWIMESH_SERVICE_PASSWORD

CREATE ROLE kiwimesh_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
CREATE ROLE kiwimesh_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE kiwimesh_service LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD :'service_password';

-- Each connection of the service switches to the app role; the owner does so for commands such as `db reencrypt`.
GRANT kiwimesh_app TO kiwimesh_owner, kiwimesh_service;

ALTER DATABASE kiwimesh OWNER TO kiwimesh_owner;
REVOKE ALL ON DATABASE kiwimesh FROM PUBLIC;
GRANT CONNECT ON DATABASE kiwimesh TO kiwimesh_service;
